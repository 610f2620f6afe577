using Microsoft.Win32.SafeHandles;

namespace MarsDisk.Scenario.Rendering;

/// <summary>Bytes of a source at a place, so that the line of a diagnostic can be shown.</summary>
public interface ISourceText
{
    /// <summary>Copies bytes from an offset on. Returns how many: fewer at the end of the source, 0 where nothing is kept.</summary>
    /// <param name="offset">From the start of the source, a byte order mark included.</param>
    /// <param name="destination">Where they go.</param>
    int Read(long offset, Span<byte> destination);
}

/// <summary>A source, or the part of one that is still there, in memory.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="start">Offset of the first one in the source.</param>
public sealed class MemoryText(ReadOnlyMemory<byte> bytes, long start = 0) : ISourceText
{
    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        if (offset < start || offset - start >= bytes.Length)
            return 0;
        var rest = bytes.Span[(int)(offset - start)..];
        var count = Math.Min(rest.Length, destination.Length);
        rest[..count].CopyTo(destination);
        return count;
    }
}

/// <summary>A source in a file that can be read at any place.</summary>
/// <param name="file">The open file; stays with whoever opened it.</param>
public sealed class FileText(SafeFileHandle file) : ISourceText
{
    /// <inheritdoc/>
    public int Read(long offset, Span<byte> destination)
    {
        if (offset < 0)
            return 0;
        var read = 0;
        while (read < destination.Length && RandomAccess.Read(file, destination[read..], offset + read) is > 0 and var count)
            read += count;
        return read;
    }
}
