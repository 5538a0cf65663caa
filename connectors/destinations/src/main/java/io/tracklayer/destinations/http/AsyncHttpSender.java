package io.tracklayer.destinations.http;

import io.tracklayer.contract.reason.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over pooled HTTP/1.1 connections with certificate and host name verified.
 *
 * <p>{@link #send} never blocks: host names are looked up on the sender's own threads. It follows
 * no redirects, repeats and caches nothing, and takes no proxy or other setting from the process.
 * Neither bodies nor secret headers reach the HTTP library's logs. Answers are completed on threads
 * of this class, so whatever runs on completion must be short.
 *
 * <p>One sender serves one destination: pooled connections are never shared between destinations
 * with different {@link AddressRule}s.
 */
public final class AsyncHttpSender implements HttpSender {

  private static final int IO_THREADS = 2;
  private static final int CONNECT_THREADS = 2;
  private static final int MAX_HEADER_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final TimeValue CONNECTION_LIFETIME = TimeValue.ofMinutes(5);
  private static final Timeout IDLE_CONNECTION = Timeout.ofSeconds(30);
  private static final TimeValue STALE_AFTER = TimeValue.ofSeconds(1);
  private static final TimeValue SHUTDOWN = TimeValue.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(AsyncHttpSender.class);

  private final AddressRule rule;
  private final Duration totalTimeout;
  private final CloseableHttpAsyncClient client;
  private final ConnectionTrial trial;
  private final ExecutorService connecting;
  private final ScheduledThreadPoolExecutor deadlines;
  private volatile boolean closing;
  private final Set<Exchange> unanswered = ConcurrentHashMap.newKeySet();

  public AsyncHttpSender(HttpOptions options) {
    this(options, SystemDefaultDnsResolver.INSTANCE);
  }

  AsyncHttpSender(HttpOptions options, DnsResolver lookup) {
    rule = new AddressRule(options.privateAddressesAllowed());
    totalTimeout = options.totalTimeout();
    connecting = Executors.newFixedThreadPool(CONNECT_THREADS, threads("tracklayer-http-connect"));
    deadlines = new ScheduledThreadPoolExecutor(1, threads("tracklayer-http-deadline"));
    deadlines.setRemoveOnCancelPolicy(true);
    GuardedDns dns = new GuardedDns(lookup, rule);
    client = newClient(options, dns);
    trial = new ConnectionTrial(dns, options.connectTimeout());
    client.start();
  }

  private static ThreadFactory threads(String name) {
    return new DefaultThreadFactory(name, true);
  }

  private CloseableHttpAsyncClient newClient(HttpOptions options, DnsResolver dns) {
    Timeout connect = Timeout.of(options.connectTimeout());
    Timeout response = Timeout.of(options.responseTimeout());
    return HttpAsyncClients.custom()
        .setConnectionManager(
            PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setMaxConnTotal(options.maxConnections())
                .setMaxConnPerRoute(options.maxConnections())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(response)
                        .setIdleTimeout(IDLE_CONNECTION)
                        .setTimeToLive(CONNECTION_LIFETIME)
                        .setValidateAfterInactivity(STALE_AFTER)
                        .build())
                .setDefaultTlsConfig(
                    TlsConfig.custom()
                        .setHandshakeTimeout(connect)
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(options.totalTimeout()))
                .setResponseTimeout(response)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setHttp1Config(
            Http1Config.custom()
                .setMaxLineLength(MAX_HEADER_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .build())
        .setIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(IO_THREADS).setSoTimeout(response).build())
        .setThreadFactory(threads("tracklayer-http-io"))
        .setIoReactorExceptionCallback(this::ioThreadFailed)
        // The default decorator writes every byte of a request to the log at debug level.
        .setIoSessionDecorator(session -> session)
        .setUserAgent("TrackLayer")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** While closing, the library's threads fail on whatever has been closed under them. */
  private void ioThreadFailed(Exception failure) {
    if (!closing) {
      LOG.error("An I/O thread of the HTTP client failed: {}", failure.getClass().getName());
    }
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    Optional<Reason> refusal = rule.refusal(call.uri());
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.NoResponse(refusal.get()));
    }
    Exchange exchange = new Exchange(call);
    unanswered.add(exchange);
    try {
      exchange.limit(
          deadlines.schedule(
              () -> exchange.giveUp(Reason.TOTAL_TIMEOUT),
              totalTimeout.toMillis(),
              TimeUnit.MILLISECONDS));
      connecting.execute(exchange::start);
    } catch (RejectedExecutionException e) {
      exchange.giveUp(Reason.SENDER_CLOSED);
    }
    return exchange.answer;
  }

  @Override
  public CompletableFuture<Answer> connect(URI uri) {
    Optional<Reason> refusal = rule.refusal(uri);
    if (refusal.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.NoResponse(refusal.get()));
    }
    try {
      return CompletableFuture.supplyAsync(() -> trial.of(uri), connecting);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new Answer.NoResponse(Reason.SENDER_CLOSED));
    }
  }

  private static BasicRequestProducer request(HttpCall call) {
    BasicHttpRequest request = new BasicHttpRequest(call.method(), call.uri());
    for (HttpCall.Header header : call.headers()) {
      request.addHeader(
          header.secret()
              ? new SecretHeader(header.name(), header.value())
              : new BasicHeader(header.name(), header.value()));
    }
    return new BasicRequestProducer(request, AsyncEntityProducers.create(call.body(), null));
  }

  /** One request in flight. Whatever ends it first decides its answer, and cancels the rest. */
  private final class Exchange implements FutureCallback<Answer.Response> {

    private final HttpCall call;
    private final ResponseReader reader = new ResponseReader();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile @Nullable Future<?> deadline;
    private volatile @Nullable Future<?> running;
    private volatile boolean givenUp;

    Exchange(HttpCall call) {
      this.call = call;
    }

    void limit(Future<?> timer) {
      deadline = timer;
      if (!unanswered.contains(this)) {
        timer.cancel(false);
      }
    }

    void start() {
      if (!unanswered.contains(this)) {
        return;
      }
      try {
        running = client.execute(request(call), reader, null, null, this);
        if (givenUp) {
          running.cancel(true);
        }
      } catch (RuntimeException e) {
        end(new Answer.NoResponse(Failure.reason(e)));
      }
    }

    /**
     * Ends the exchange from outside, together with its connection. Cancelling one that has ended
     * by itself would close a connection that is on its way back to the pool.
     */
    void giveUp(Reason reason) {
      if (end(new Answer.NoResponse(reason))) {
        givenUp = true;
        if (running != null) {
          running.cancel(true);
        }
      }
    }

    /** An answer that was read counts, whatever became of the exchange after it. */
    private boolean end(Answer otherwise) {
      if (!unanswered.remove(this)) {
        return false;
      }
      if (deadline != null) {
        deadline.cancel(false);
      }
      answer.complete(reader.answer().<Answer>map(read -> read).orElse(otherwise));
      return true;
    }

    @Override
    public void completed(Answer.Response response) {
      end(response);
    }

    @Override
    public void failed(Exception failure) {
      end(new Answer.NoResponse(Failure.reason(failure)));
    }

    @Override
    public void cancelled() {
      end(new Answer.NoResponse(Reason.SENDER_CLOSED));
    }
  }

  /** Ends everything at once: every open request is answered with {@code sender_closed}. */
  @Override
  public void close() {
    closing = true;
    connecting.shutdownNow();
    deadlines.shutdownNow();
    unanswered.forEach(exchange -> exchange.giveUp(Reason.SENDER_CLOSED));
    client.close(CloseMode.IMMEDIATE);
    try {
      client.awaitShutdown(SHUTDOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The HTTP library logs headers by their {@code toString}. */
  private static final class SecretHeader extends BasicHeader {
    private static final long serialVersionUID = 1L;

    SecretHeader(String name, String value) {
      super(name, value, true);
    }

    @Override
    public String toString() {
      return getName() + ": ***";
    }
  }
}
