namespace MarsDisk.Parsing;

/// <summary>What a source of bytes can do.</summary>
[Flags]
public enum FlowCapability : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It answers when it is asked.</summary>
    Pull = 1,

    /// <summary>It sends when it likes.</summary>
    Push = 2,

    /// <summary>It can go to an offset.</summary>
    Seek = 4,

    /// <summary>It may wait.</summary>
    Async = 8,
}

/// <summary>A source of bytes that answers at once.</summary>
public interface IFeeder : IDisposable
{
    /// <summary>What it can do.</summary>
    FlowCapability Capability { get; }

    /// <summary>Next bytes, or why there are none. The bytes stay valid until the next call and until they are released.</summary>
    FeederYield Pull(in DemandHint demand);

    /// <summary>Bytes before this offset are never needed again. Never above the commit watermark.</summary>
    void Release(long throughOffset)
    {
    }

    /// <summary>Goes to an offset; false if the source cannot.</summary>
    bool TrySeek(long offset) => false;
}

/// <summary>A source of bytes that may wait.</summary>
public interface IAsyncFeeder : IAsyncDisposable
{
    /// <summary>What it can do.</summary>
    FlowCapability Capability { get; }

    /// <summary>Next bytes, or why there are none. The bytes stay valid until the next call and until they are released.</summary>
    ValueTask<FeederYield> PullAsync(DemandHint demand, CancellationToken cancellationToken);

    /// <summary>Bytes before this offset are never needed again. Never above the commit watermark.</summary>
    void Release(long throughOffset)
    {
    }

    /// <summary>Goes to an offset; false if the source cannot.</summary>
    ValueTask<bool> TrySeekAsync(long offset, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
