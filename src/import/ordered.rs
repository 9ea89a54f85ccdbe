//! Work done in parallel, with results in the order in which it was given out.
//!
//! One thread produces, several work, the caller's consumes. At most [`IN_FLIGHT`] items a worker exist at any
//! time, those that wait for their turn included: that bounds the memory, whatever the length of the run.

use std::collections::BTreeMap;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

/// Items that exist at the same time, for each worker.
const IN_FLIGHT: usize = 4;

/// Where a producer puts its items.
pub struct Queue<T> {
    permits: Sender<()>,
    work: Sender<(u64, T)>,
    number: u64,
}

/// Nobody takes items any more: the consumer has failed, and says why itself.
#[derive(Debug)]
pub struct Closed;

impl<T> Queue<T> {
    /// Hands an item over; waits while too many are in flight.
    pub fn send(&mut self, item: T) -> Result<(), Closed> {
        self.permits.send(()).map_err(|_| Closed)?;
        let number = self.number;
        self.number += 1;
        self.work.send((number, item)).map_err(|_| Closed)
    }
}

/// Runs `produce` → `work` → `consume`; ends when the producer has ended, or at the consumer's first error.
pub fn run<T: Send, U: Send, E>(
    jobs: usize,
    produce: impl FnOnce(Queue<T>) + Send,
    work: impl Fn(T) -> U + Sync,
    consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let most = jobs.max(1) * IN_FLIGHT;
    let (permit_in, permits) = bounded(most);
    let (work_in, to_do) = bounded(most);
    let (done_in, done) = bounded(most);
    thread::scope(|scope| {
        scope.spawn(move || produce(Queue { permits: permit_in, work: work_in, number: 0 }));
        for _ in 0..jobs.max(1) {
            let (to_do, done_in, work) = (to_do.clone(), done_in.clone(), &work);
            scope.spawn(move || {
                for (number, item) in to_do {
                    if done_in.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop((to_do, done_in));
        // The receivers are dropped when this returns, which ends the other threads after an error.
        in_order(done, permits, consume)
    })
}

fn in_order<U, E>(
    done: Receiver<(u64, U)>,
    permits: Receiver<()>,
    mut consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, result) in &done {
        early.insert(number, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            consume(result)?;
            let _ = permits.try_recv();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work_whatever_the_number_of_workers() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let produce = |mut queue: Queue<u64>| (0..500).for_each(|n| queue.send(n).unwrap());
            let slow_for_some = |n: u64| {
                if n.is_multiple_of(5) {
                    thread::sleep(std::time::Duration::from_micros(200));
                }
                n * n
            };
            run(jobs, produce, slow_for_some, |n| -> Result<(), ()> {
                seen.push(n);
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, (0..500).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_error_of_the_consumer_ends_the_run() {
        let produce = |mut queue: Queue<u64>| while queue.send(1).is_ok() {};
        let result = run(2, produce, |n| n, |_| Err("full"));
        assert_eq!(result, Err("full"));
    }
}
