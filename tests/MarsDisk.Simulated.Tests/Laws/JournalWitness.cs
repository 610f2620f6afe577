using System.Buffers.Binary;
using System.Text;
using MarsDisk.Journal.Events;
using MarsDisk.Journal.Records;
using MarsDisk.Simulated.Runs;

namespace MarsDisk.Simulated.Laws;

/// <summary>
/// The journal of one run as bytes on the disk, read by other code than the product's, and the laws that hang on it:
/// the journal is the truth, ranges join, epochs grow, nothing is committed before its files are durable, and every
/// named file has the bytes of the plain loop for ever.
/// </summary>
internal sealed class JournalWitness(SimulatedRun run, DiskWitness disk, LawBook laws)
{
    private const int HeaderBytes = 16;
    private const int PrefixBytes = 8;
    private const int ManifestAt = 17;

    private readonly List<(IRunEvent Event, long End)> _events = [];
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private int _durable;
    private string _owner = "";

    /// <summary>Step behind the last chunk that a reader would see.</summary>
    public long EndStep { get; private set; }

    /// <summary>Step behind the last chunk that a power loss cannot take away.</summary>
    public long DurableEndStep { get; private set; }

    /// <summary>Epoch of the last owner.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether a durable event says that the run is complete.</summary>
    public bool IsCompleted => _events.Take(_durable).Any(entry => entry.Event is RunCompleted);

    /// <summary>The state files that recovery may need: the last two.</summary>
    private IEnumerable<string> States =>
        _events.Select(entry => entry.Event).OfType<ChunkCommitted>().TakeLast(2).Select(chunk => chunk.State.Name).Concat(Histories.TakeLast(1));

    /// <summary>Histories behind the last chunk; the newest of them has to be there.</summary>
    private IEnumerable<string> Histories =>
        _events.Select(entry => entry.Event).Reverse().TakeWhile(happened => happened is not ChunkCommitted).OfType<HistorySaved>().Reverse().Select(saved => saved.File.Name);

    private long End => _events.Count == 0 ? HeaderBytes : _events[^1].End;

    /// <summary>One write to the journal file: the header, or a record.</summary>
    public void Appended(ReadOnlySpan<byte> bytes, long offset, string process)
    {
        if (offset < HeaderBytes)
            return;
        if (offset != End)
            laws.Break($"A record of {run.Id} was written at offset {offset}, the journal ends at {End}.");
        if (Decode(bytes) is not { } happened)
        {
            laws.Break($"{bytes.Length} bytes that are no record were written to the journal of {run.Id}.");
            return;
        }
        if (happened is OwnershipTaken)
            _owner = process;
        else if (_owner.Length > 0 && process != _owner && !IsCompleted)
            laws.Break($"{process} appended {happened.GetType().Name} to {run.Id}, which {_owner} owns with epoch {Epoch}.");
        Add(happened, offset + bytes.Length);
    }

    /// <summary>Everything that was appended is durable.</summary>
    public void Synced()
    {
        _durable = _events.Count;
        DurableEndStep = EndStep;
    }

    /// <summary>The file was cut off.</summary>
    public void Cut(long length) =>
        laws.Require(length == 0 ? _events.Count == 0 : length >= End, () => $"The journal of {run.Id} was cut to {length} bytes; its whole records end at {End}.");

    /// <summary>The power has returned: reads what is left, and what was durable must be among it.</summary>
    public void Reloaded(byte[] file)
    {
        var before = _events.Take(_durable).Select(entry => entry.Event).ToList();
        _events.Clear();
        _named.Clear();
        (EndStep, Epoch) = (0, 0);
        for (var offset = HeaderBytes; offset < file.Length && Decode(file.AsSpan(offset)) is { } happened;)
        {
            offset += PrefixBytes + (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));
            Add(happened, offset, isOnDisk: true);
        }
        laws.Require(_events.Count >= before.Count, () => $"The power loss took {before.Count - _events.Count} synced events of {run.Id} away.");
        Synced();
    }

    /// <summary>A file got its final name.</summary>
    public void Renamed(string name, byte[] content)
    {
        if (run.Files.TryGetValue(name, out var expected) && !content.AsSpan().SequenceEqual(expected))
            laws.Break($"{name} of {run.Id} has other bytes than the plain loop makes.");
    }

    /// <summary>A file was deleted.</summary>
    public void Deleted(string name)
    {
        if (_named.Contains(name) && (!IsState(name) || States.Contains(name, StringComparer.Ordinal)))
            laws.Break($"{name} of {run.Id} was deleted, but the journal names it.");
    }

    /// <summary>A file was opened to read it.</summary>
    public void Read(string name)
    {
        if ((IsState(name) || name.StartsWith("series/", StringComparison.Ordinal)) && !_named.Contains(name))
            laws.Break($"{name} of {run.Id} was read, but no event names it.");
    }

    /// <summary>After a recovery, and at the end: there is nothing that no event names, and everything that one does.</summary>
    public void RequireOrder()
    {
        var kept = _named.Where(name => !IsState(name)).Concat(States).Concat(Histories).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in (ReadOnlySpan<string>)["tmp", "series", "state"])
        {
            foreach (var name in disk.FilesIn(run, folder))
                laws.Require(kept.Contains(name) || IsWhole(name), () => $"{name} of {run.Id} is an orphan after the recovery.");
        }
        RequireFiles();
    }

    /// <summary>Every file that the journal names exists, with the bytes that the plain loop makes.</summary>
    public void RequireFiles()
    {
        foreach (var name in _named.Where(name => !IsState(name)).Concat(States).ToList())
        {
            var content = disk.ContentOf(run, name);
            laws.Require(content is not null, () => $"{name} of {run.Id} is committed and missing.");
            if (content is not null)
                Renamed(name, content);
        }
    }

    // A file for a whole table is left alone until it is written anew (experience.md §4.2).
    private static bool IsWhole(string name) =>
        name.StartsWith("series/", StringComparison.Ordinal) && !name.Contains("_chunk_", StringComparison.Ordinal);

    private static bool IsState(string name) => name.StartsWith("state/", StringComparison.Ordinal);

    private void Add(IRunEvent happened, long end, bool isOnDisk = false)
    {
        _events.Add((happened, end));
        switch (happened)
        {
            case OwnershipTaken taken:
                laws.Require(taken.Epoch > Epoch, () => $"Epoch {taken.Epoch} of {run.Id} follows epoch {Epoch}.");
                Epoch = taken.Epoch;
                break;
            case ChunkCommitted chunk:
                Commit(chunk, isOnDisk);
                break;
            case HistorySaved saved:
                laws.Require(saved.Step > EndStep && saved.Step < run.Steps, () => $"A history of {run.Id} up to step {saved.Step} was saved behind step {EndStep}.");
                Name(saved.File.Name, saved.File.Bytes, isOnDisk);
                break;
            case ChunksMerged merged:
                _named.RemoveWhere(name => name.StartsWith($"series/{merged.Table}_chunk_", StringComparison.Ordinal));
                Name(merged.File.Name, merged.File.Bytes, isOnDisk);
                break;
            case RunCompleted completed:
                laws.Require(completed.Steps == run.Steps && EndStep == run.Steps, () => $"{run.Id} was completed with {completed.Steps} steps, {EndStep} committed, expected {run.Steps}.");
                break;
        }
    }

    private void Commit(ChunkCommitted chunk, bool isOnDisk)
    {
        laws.Require(
            chunk.Steps.First == EndStep && chunk.Steps.End > chunk.Steps.First,
            () => $"The chunk [{chunk.Steps.First}, {chunk.Steps.End}) of {run.Id} was committed behind step {EndStep}.");
        EndStep = chunk.Steps.End;
        foreach (var table in chunk.Tables)
            Name(table.Name, table.Bytes, isOnDisk);
        Name(chunk.State.Name, chunk.State.Bytes, isOnDisk);
    }

    private void Name(string name, long bytes, bool isOnDisk)
    {
        _named.Add(name);
        if (!run.Files.TryGetValue(name, out var expected))
            laws.Break($"{name} was committed, which {run.Id} does not have.");
        else if (bytes != expected.Length)
            laws.Break($"{name} of {run.Id} was committed with {bytes} bytes, expected {expected.Length}.");
        if (!isOnDisk && !disk.IsDurable(DiskWitness.PathOf(run, name)))
            laws.Break($"{name} of {run.Id} was committed before its bytes and its name were synced.");
    }

    private static IRunEvent? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ManifestAt)
            return null;
        var end = PrefixBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (end > bytes.Length || end < ManifestAt + bytes[ManifestAt - 1])
            return null;
        if (RecordFormat.Checksum(bytes[PrefixBytes..(int)end]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[(PrefixBytes / 2)..]))
            return null;
        var payloadAt = ManifestAt + bytes[ManifestAt - 1];
        var manifest = Encoding.UTF8.GetString(bytes[ManifestAt..payloadAt]);
        return RunEventCodec.Decode(manifest, bytes[payloadAt..(int)end]);
    }
}
