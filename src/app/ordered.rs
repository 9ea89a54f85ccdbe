//! Parallel work, with its results in the order of its items.
//!
//! One thread produces, several work, the caller's thread consumes. At any time there are at most [`MAX_ITEMS_PER_WORKER`]
//! items for each worker, and [`MAX_BYTES`] in all, including those that wait for their turn: that bounds the memory, however
//! long the run is. An item that is heavier than this limit passes alone.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

/// Items that exist at the same time, for each worker.
const MAX_ITEMS_PER_WORKER: usize = 16;

/// What all items together may weigh, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// Takes the producer's items.
pub struct Queue<'r, T> {
    room: &'r Room,
    work: Sender<Numbered<T>>,
    number: u64,
}

/// Items are not taken any more: the consumer has failed, and reports why itself.
#[derive(Debug)]
pub struct Closed;

/// An item in its place among the others.
struct Numbered<T> {
    number: u64,
    weight: usize,
    item: T,
}

impl<T> Queue<'_, T> {
    /// Hands over an item that weighs `weight` bytes; waits while too much is in flight.
    pub fn send(&mut self, item: T, weight: usize) -> Result<(), Closed> {
        self.room.enter(weight)?;
        let number = self.number;
        self.number += 1;
        self.work.send(Numbered { number, weight, item }).map_err(|_| Closed)
    }

    /// Waits while an item is in flight that is heavier than the limit for all: to be called before the next item is made,
    /// which may be as heavy.
    pub fn let_heavy_pass(&self) {
        let heavy = |state: &mut State| !state.closed && state.bytes > MAX_BYTES;
        drop(self.room.changed.wait_while(self.room.state(), heavy));
    }
}

/// How much is in flight.
struct Room {
    most: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    items: usize,
    bytes: usize,
    closed: bool,
}

impl Room {
    fn enter(&self, weight: usize) -> Result<(), Closed> {
        let full = |state: &mut State| {
            let heavy = state.items > 0 && state.bytes + weight > MAX_BYTES;
            !state.closed && (state.items >= self.most || heavy)
        };
        let waited = self.changed.wait_while(self.state(), full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(Closed);
        }
        state.items += 1;
        state.bytes += weight;
        Ok(())
    }

    fn leave(&self, weight: usize) {
        let mut state = self.state();
        state.items -= 1;
        state.bytes -= weight;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.state().closed = true;
        self.changed.notify_one();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Numbers are right whatever panicked while it held them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `produce` → `work` → `consume`; ends when the producer has ended, or at the consumer's first error.
pub fn run<T: Send, U: Send, E>(
    jobs: usize,
    produce: impl FnOnce(Queue<'_, T>) + Send,
    work: impl Fn(T) -> U + Sync,
    consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let room =
        Room { most: jobs.max(1) * MAX_ITEMS_PER_WORKER, state: Mutex::default(), changed: Condvar::new() };
    // The room bounds both.
    let (work_in, to_do) = unbounded();
    let (done_in, done) = unbounded();
    thread::scope(|scope| {
        let room = &room;
        scope.spawn(move || produce(Queue { room, work: work_in, number: 0 }));
        for _ in 0..jobs.max(1) {
            let (to_do, done_in, work) = (to_do.clone(), done_in.clone(), &work);
            scope.spawn(move || {
                for Numbered { number, weight, item } in to_do {
                    if done_in.send(Numbered { number, weight, item: work(item) }).is_err() {
                        return;
                    }
                }
            });
        }
        drop((to_do, done_in));
        // After an error this ends the other threads: they find nobody to hand anything to.
        let ended = in_order(done, room, consume);
        room.close();
        ended
    })
}

fn in_order<U, E>(
    done: Receiver<Numbered<U>>,
    room: &Room,
    mut consume: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for result in &done {
        early.insert(result.number, result);
        while let Some(Numbered { weight, item, .. }) = early.remove(&next) {
            next += 1;
            consume(item)?;
            room.leave(weight);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work_whatever_the_number_of_workers() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            let produce = |mut queue: Queue<'_, u64>| (0..500).for_each(|n| queue.send(n, 1).unwrap());
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
        let produce = |mut queue: Queue<'_, u64>| while queue.send(1, 1).is_ok() {};
        let result = run(2, produce, |n| n, |_| Err("full"));
        assert_eq!(result, Err("full"));
    }

    #[test]
    fn what_is_heavy_is_in_flight_alone() {
        let (here, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let produce = |mut queue: Queue<'_, usize>| {
            for weight in
                [MAX_BYTES * 4, 10, MAX_BYTES / 2, MAX_BYTES / 2 + 1, MAX_BYTES * 4, MAX_BYTES - 10, 9]
                    .repeat(20)
            {
                queue.send(weight, weight).unwrap();
            }
        };
        let work = |weight| {
            most.fetch_max(here.fetch_add(weight, Ordering::SeqCst) + weight, Ordering::SeqCst);
            thread::yield_now();
            weight
        };
        let consume = |weight| -> Result<(), ()> {
            here.fetch_sub(weight, Ordering::SeqCst);
            Ok(())
        };
        run(3, produce, work, consume).unwrap();
        assert_eq!(most.into_inner(), MAX_BYTES * 4);
    }
}
