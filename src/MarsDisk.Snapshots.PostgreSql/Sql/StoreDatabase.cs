using MarsDisk.Snapshots.Transfer;
using Npgsql;

namespace MarsDisk.Snapshots.PostgreSql.Sql;

/// <summary>Connections to the server, and what is done when a call fails: pause and repeat, or make the tables.</summary>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private const int BufferBytes = 32 * 1024;
    private const int RacesMax = 9;      // the first try and eight more
    private const int PauseGrowthMax = 100;
    private const int SecondsFirst = 30;

    private readonly Lazy<NpgsqlDataSource> _source;
    private readonly PostgreSqlStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly StoreCodes _codes;

    public StoreDatabase(PostgreSqlStoreOptions options, TimeProvider clock, StoreCodes codes)
    {
        if (options.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(options));
        if (options.Prefix.Length != 0)
            SnapshotKeys.RequireSafe(options.Prefix);
        _options = options;
        _clock = clock;
        _codes = codes;
        var connection = ConnectionOf(options);
        _source = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(connection));
        Schema = new StoreSchema(options.Schema);
    }

    public StoreSchema Schema { get; }

    public TimeProvider Clock => _clock;

    /// <summary>Seconds for a request that moves so many bytes: half a minute, and one for each MiB.</summary>
    public static int SecondsFor(long bytes) => (int)Math.Min(int.MaxValue / 1000, SecondsFirst + (bytes >> 20));

    /// <summary>Opens a connection; the pool keeps it when it is disposed.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _source.Value.OpenConnectionAsync(cancellation);

    /// <summary>Makes or completes the tables.</summary>
    public ValueTask<SnapshotOutcome<bool>> EnsureAsync(CancellationToken cancellation) => RunAsync(
        SnapshotStage.Admit,
        async (connection, token) =>
        {
            await Schema.EnsureAsync(connection, token).ConfigureAwait(false);
            return SnapshotOutcome.Ok(true);
        },
        cancellation);

    /// <summary>
    /// Runs a call on a connection. Other writers are met again up to eight times; a server that cannot be reached, as often
    /// as the options say; tables that are missing are made once.
    /// </summary>
    /// <param name="stage">Named in errors.</param>
    /// <param name="call">Must be safe to repeat.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="repeats">False: a server that cannot be reached is reported at once; the caller knows how to go on.</param>
    public ValueTask<SnapshotOutcome<T>> RunAsync<T>(
        SnapshotStage stage,
        Func<NpgsqlConnection, CancellationToken, ValueTask<SnapshotOutcome<T>>> call,
        CancellationToken cancellation,
        bool repeats = true) => RepeatAsync(stage, token => OnceAsync(call, token), cancellation, repeats);

    /// <summary>As <see cref="RunAsync"/>, for a call that opens its connection itself.</summary>
    public async ValueTask<SnapshotOutcome<T>> RepeatAsync<T>(
        SnapshotStage stage, Func<CancellationToken, ValueTask<SnapshotOutcome<T>>> call, CancellationToken cancellation, bool repeats = true)
    {
        var attemptsLeft = repeats ? _options.Attempts : 1;
        var racesLeft = RacesMax;
        var hasMadeTables = false;
        var pause = _options.RetryPause;
        while (true)
        {
            try
            {
                return await call(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
            {
                return StoreErrors.Of<T>(_codes, stage, error);
            }
            catch (Exception error) when (StoreErrors.IsOfServer(error))
            {
                if (StoreErrors.IsWithoutTables(error) && !hasMadeTables)
                {
                    hasMadeTables = true;
                    if (await MakeTablesAsync(stage, cancellation).ConfigureAwait(false) is { IsSuccess: false } refused)
                        return refused.As<T>();
                    continue;
                }
                var outcome = StoreErrors.Of<T>(_codes, stage, error);
                var isRace = StoreErrors.IsRace(error);
                if (!outcome.Error!.IsTransient || (isRace ? --racesLeft : --attemptsLeft) <= 0)
                    return outcome;
            }
            pause = RetryPause.After(pause, _options.RetryPause, _options.RetryPause * PauseGrowthMax);
            if (!await TryPauseAsync(pause, cancellation).ConfigureAwait(false))
                return StoreErrors.Of<T>(_codes, stage, new OperationCanceledException(cancellation));
        }
    }

    /// <summary>The rows of one page.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public async ValueTask<List<T>> PageAsync<T>(
        SnapshotStage stage, string sql, NpgsqlParameter[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var outcome = await RunAsync(
            stage,
            async (connection, token) =>
            {
                var query = SqlText.Command(connection, sql, [.. values.Select(value => value.Clone())]);
                await using (query.ConfigureAwait(false))
                {
                    var reader = await query.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        var page = new List<T>();
                        while (await reader.ReadAsync(token).ConfigureAwait(false))
                            page.Add(read(reader));
                        return SnapshotOutcome.Ok(page);
                    }
                }
            },
            cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return outcome.TryGet(out var rows) ? rows : throw new IOException(outcome.ToString(), outcome.Error?.Cause);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_source.IsValueCreated)
            await _source.Value.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<T>> OnceAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<SnapshotOutcome<T>>> call, CancellationToken cancellation)
    {
        var connection = await OpenAsync(cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
            return await call(connection, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<SnapshotOutcome<bool>> MakeTablesAsync(SnapshotStage stage, CancellationToken cancellation)
    {
        try
        {
            return await OnceAsync(
                async (connection, token) =>
                {
                    await Schema.EnsureAsync(connection, token, isForced: true).ConfigureAwait(false);
                    return SnapshotOutcome.Ok(true);
                },
                cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (StoreErrors.IsOfServer(error) || (error is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            return StoreErrors.Of<bool>(_codes, stage, error);
        }
    }

    private async ValueTask<bool> TryPauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, _clock, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string ConnectionOf(PostgreSqlStoreOptions options)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                IncludeErrorDetail = false,     // details of an error may hold values
                PersistSecurityInfo = false,
            };
            builder.ApplicationName ??= "marsdisk-snapshots";
            builder.ReadBufferSize = Math.Max(builder.ReadBufferSize, BufferBytes);
            builder.WriteBufferSize = Math.Max(builder.WriteBufferSize, BufferBytes);
            return builder.ConnectionString;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidOperationException)
        {
            // The text that cannot be read may be a password: neither it nor the cause is shown.
#pragma warning disable MA0054
            throw new ArgumentException("The connection string cannot be read.", nameof(options));
#pragma warning restore MA0054
        }
    }
}
