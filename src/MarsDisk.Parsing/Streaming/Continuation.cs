namespace MarsDisk.Parsing;

/// <summary>How to go on with a waiting parse. One-shot: the second use throws.</summary>
/// <typeparam name="T">The value.</typeparam>
public sealed class Continuation<T>
{
    private readonly RunConfig _config;
    private readonly IContinuationSource _source;
    private readonly long _turn;
    private RunConfig? _written;
    private int _spent;

    /// <summary>A continuation of a parse that stands at its <paramref name="turn"/>.</summary>
    internal Continuation(ContinuationMeta meta, RunConfig config, IContinuationSource source, long turn)
    {
        Meta = meta;
        _config = config;
        _source = source;
        _turn = turn;
        meta.Bind(source, turn);
    }

    /// <summary>Where it stands and what it waits for.</summary>
    public ContinuationMeta Meta { get; }

    /// <summary>Settings, with <c>extensions["stream"]</c> written back.</summary>
    public RunConfig Config => _written ??= _config.WithStreamState(Meta.LastCheckpoint, Meta.ResumeHint);

    /// <summary>It was used.</summary>
    public bool IsSpent => Volatile.Read(ref _spent) != 0;

    /// <summary>The last safe point in a form that survives the process.</summary>
    /// <exception cref="InvalidOperationException">The parse has gone on since.</exception>
    public StreamCheckpoint ToCheckpoint() => _source.ToCheckpoint(_turn);

    /// <summary>Takes the parse out.</summary>
    /// <exception cref="InvalidOperationException">The continuation was used before, or is one of another kind of parse.</exception>
    internal TSource Spend<TSource>()
        where TSource : class, IContinuationSource
    {
        if (_source is not TSource source)
            throw new InvalidOperationException("This continuation belongs to another grammar.");
        if (Interlocked.Exchange(ref _spent, 1) != 0)
            throw new InvalidOperationException("This continuation was resumed before; only the newest one goes on.");
        return source;
    }
}

/// <summary>The parse behind a continuation. <c>turn</c> says which state a caller means: an older one is gone.</summary>
internal interface IContinuationSource
{
    IReadOnlySet<Expectation> Expect(long turn);

    bool TryCopyBuffered(long turn, Span<byte> destination, out int written);

    StreamCheckpoint ToCheckpoint(long turn);
}
