using System.Security.Cryptography;
using MarsDisk.Journal.Events;

namespace MarsDisk.Storage.Publishing;

/// <summary>The hash of one file, computed by a <see cref="HashThread"/>. What fails there is thrown to the writer here.</summary>
internal sealed class ThreadedHash(HashThread thread) : IContentHash
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private HashBlock? _open;
    private volatile Exception? _failure;
    private volatile bool _isAbandoned;

    /// <summary>Blocks handed over and not yet back; guarded by the thread's gate.</summary>
    public int BlocksUnderWay { get; set; }

    public ContentHash Value
    {
        get
        {
            thread.Await(this);
            ThrowIfFailed();
            return InlineHash.Of(_hash);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        ThrowIfFailed();
        while (!bytes.IsEmpty)
        {
            _open ??= thread.Take();
            bytes = bytes[_open.Fill(bytes)..];
            if (_open.IsFull)
                Post();
        }
    }

    public void End()
    {
        if (_open is not null)
            Post();
    }

    /// <summary>Gives a block to the hash; on the hash thread.</summary>
    public void Add(HashBlock block, HashThread.HashStep step)
    {
        try
        {
            if (!_isAbandoned && _failure is null)
                step(_hash, block.Filled);
        }
        catch (Exception failure)              // the edge of that thread: the failure belongs to the writer
        {
            _failure = failure;
        }
        block.Clear();
    }

    /// <summary>Lets go of the hash, finished or not: blocks still under way come back unhashed.</summary>
    public void Dispose()
    {
        _isAbandoned = true;
        if (_open is not null)
            thread.Return(_open);
        thread.Await(this);
        _hash.Dispose();
    }

    private void Post()
    {
        thread.Post(this, _open!);
        _open = null;
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new InvalidOperationException($"A file could not be hashed: {failure.Message}", failure);
    }
}
