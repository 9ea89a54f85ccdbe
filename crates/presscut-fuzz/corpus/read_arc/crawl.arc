filedesc://a.arc 0.0.0.0 20310304080000 text/plain 70
1 0 Arden
URL IP-address Archive-date Content-type Archive-length

http://post.example/1 10.0.0.1 20310304080000 text/html 1001
HTTP/1.0 200 OK
Content-Type: text/html

<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Wall leaks - Arden Post</title><meta property="og:site_name" content="Arden Post"><meta name="author" content="Jane Roe"><meta property="article:published_time" content="2031-03-04T08:00:00Z"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Wall leaks","author":{"name":"Jane Roe"},"datePublished":"2031-03-04","articleBody":"The harbour wall leaks again."}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Wall leaks</h1><p class="byline">By <a rel="author">Jane Roe</a></p><time datetime="2031-03-04">March 4</time><figure><img src="a.jpg"><figcaption>The wall</figcaption></figure><p>The harbour wall leaks again, Mayor Ilse Brandt said on Tuesday, and nobody has mended it since 1931 &amp; before.</p><p>“We have waited long enough,” she told reporters.<br>So it stays.</p><ul><li>one<li>two</ul><table><tr><td>a<td>b</table></article></body></html>
