using System.Security.Cryptography;

namespace MarsDisk.Storage.Publishing;

/// <summary>
/// One thread that hashes what another thread writes, so that encoding and hashing take two cores. Bytes are handed over
/// in a bounded ring of blocks, which is kept: a chunk allocates none. For one writing thread at a time.
/// </summary>
public sealed class HashThread : IDisposable
{
    /// <summary>
    /// Blocks made at most, 16 MiB. A large column arrives at once; with fewer blocks the hash would stand still while
    /// the next one is encoded. They are made when they are needed: small chunks never have that many.
    /// </summary>
    internal const int BlocksMax = 64;

    private readonly object _gate = new();
    private readonly Stack<HashBlock> _free = new(BlocksMax);
    private readonly Queue<(ThreadedHash Hash, HashBlock Block)> _filled = new(BlocksMax);
    private readonly HashStep _step;
    private int _made;
    private bool _isDisposed;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread, for debuggers.</param>
    public HashThread(string name)
        : this(name, static (hash, bytes) => hash.AppendData(bytes))
    {
    }

    internal HashThread(string name, HashStep step)
    {
        _step = step;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>How a block is added to a hash.</summary>
    internal delegate void HashStep(IncrementalHash hash, ReadOnlySpan<byte> bytes);

    /// <summary>Blocks that exist.</summary>
    internal int Blocks => _made;

    /// <summary>Ends the thread when it has hashed what it was given.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Begins the hash of a file.</summary>
    internal IContentHash Begin() => new ThreadedHash(this);

    /// <summary>An empty block; waits for one when all are on their way.</summary>
    internal HashBlock Take()
    {
        lock (_gate)
        {
            while (!_isDisposed && _free.Count == 0 && _made == BlocksMax)
                Monitor.Wait(_gate);
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_free.TryPop(out var block))
                return block;
            _made++;
        }
        return new HashBlock();
    }

    /// <summary>Hands a block over; it belongs to this thread from now on.</summary>
    internal void Post(ThreadedHash hash, HashBlock block)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            hash.BlocksUnderWay++;
            _filled.Enqueue((hash, block));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Gives back a block that was not handed over.</summary>
    internal void Return(HashBlock block)
    {
        block.Clear();
        lock (_gate)
            _free.Push(block);
    }

    /// <summary>Waits until every block of a hash has come back.</summary>
    internal void Await(ThreadedHash hash)
    {
        lock (_gate)
        {
            while (hash.BlocksUnderWay > 0)
                Monitor.Wait(_gate);
        }
    }

    // This thread is the ring's own: it may wait.
    private void Run()
    {
        while (Next() is var (hash, block) && block is not null)
        {
            hash!.Add(block, _step);
            lock (_gate)
            {
                hash.BlocksUnderWay--;
                _free.Push(block);
                Monitor.PulseAll(_gate);
            }
        }
        lock (_gate)
        {
            while (_free.TryPop(out var block))
                block.Dispose();
        }
    }

    private (ThreadedHash? Hash, HashBlock? Block) Next()
    {
        lock (_gate)
        {
            while (!_isDisposed && _filled.Count == 0)
                Monitor.Wait(_gate);
            return _filled.TryDequeue(out var filled) ? filled : default;
        }
    }
}
