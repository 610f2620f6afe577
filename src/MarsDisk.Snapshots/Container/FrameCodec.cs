using System.IO.Compression;
using System.Runtime.Versioning;

namespace MarsDisk.Snapshots.Container;

/// <summary>Body bytes of one frame to stored bytes and back. An uncompressed frame holds the body as it is, unfiltered.</summary>
internal abstract class FrameCodec
{
    private readonly SnapshotFilter _filter;

    private FrameCodec(SnapshotFilter filter) => _filter = filter;

    /// <summary>The codec of a header.</summary>
    /// <exception cref="ContainerException">The host has no library for it.</exception>
    public static FrameCodec Of(SnapshotCodec codec, SnapshotFilter filter) => codec switch
    {
        SnapshotCodec.None => new Uncompressed(filter),
        SnapshotCodec.Brotli => OperatingSystem.IsBrowser() ? throw NotInBrowsers() : new Brotli(filter),
        SnapshotCodec.ZLib => new ZLib(filter),
        SnapshotCodec.Zstd => new Native(filter, NativeCompressor.Zstd ?? throw Missing("zstd", "libzstd.so.1")),
        SnapshotCodec.Lz4 => new Native(filter, NativeCompressor.Lz4 ?? throw Missing("lz4", "liblz4.so.1")),
        _ => throw new ContainerException(ContainerFault.Incompatible, $"Codec {codec} is unknown to this program."),
    };

    /// <summary>Compresses; 0 when it would not save at least 3 %.</summary>
    /// <param name="body">Body bytes.</param>
    /// <param name="scratch">At least as long as the body; used by the filter only.</param>
    /// <param name="stored">Receives the compressed bytes.</param>
    public int Compress(ReadOnlySpan<byte> body, Span<byte> scratch, Span<byte> stored)
    {
        if (_filter == SnapshotFilter.Shuffle8)
        {
            WordShuffle.Apply(body, scratch);
            body = scratch[..body.Length];
        }
        var limit = Math.Min((int)(body.Length * 97L / 100), stored.Length);
        return limit > 0 ? Pack(body, stored[..limit]) : 0;
    }

    /// <summary>Fills <paramref name="body"/> exactly; false when the stored bytes give more, less or nothing.</summary>
    public bool TryDecompress(ReadOnlySpan<byte> stored, Span<byte> scratch, Span<byte> body)
    {
        var target = _filter == SnapshotFilter.Shuffle8 ? scratch[..body.Length] : body;
        if (!TryUnpack(stored, target))
            return false;
        if (_filter == SnapshotFilter.Shuffle8)
            WordShuffle.Undo(target, body);
        return true;
    }

    /// <summary>Compresses into a target; 0 when it is too short.</summary>
    protected abstract int Pack(ReadOnlySpan<byte> body, Span<byte> stored);

    /// <summary>Fills the target exactly.</summary>
    protected abstract bool TryUnpack(ReadOnlySpan<byte> stored, Span<byte> target);

    private static ContainerException Missing(string codec, string library) => new(
        ContainerFault.Incompatible, $"Codec '{codec}' needs the system's library {library}, which this host does not have.");

    private static ContainerException NotInBrowsers() => new(
        ContainerFault.Incompatible, "Codec 'brotli' is not part of .NET in a browser; write snapshots for browsers with 'zlib' or 'none'.");

    private sealed class Uncompressed(SnapshotFilter filter) : FrameCodec(filter)
    {
        protected override int Pack(ReadOnlySpan<byte> body, Span<byte> stored) => 0;

        protected override bool TryUnpack(ReadOnlySpan<byte> stored, Span<byte> target) => false;
    }

    [UnsupportedOSPlatform("browser")]
    private sealed class Brotli(SnapshotFilter filter) : FrameCodec(filter)
    {
        private const int Quality = 1;
        private const int Window = 22;

        protected override int Pack(ReadOnlySpan<byte> body, Span<byte> stored) =>
            BrotliEncoder.TryCompress(body, stored, out var written, Quality, Window) ? written : 0;

        protected override bool TryUnpack(ReadOnlySpan<byte> stored, Span<byte> target) =>
            BrotliDecoder.TryDecompress(stored, target, out var written) && written == target.Length;
    }

    private sealed class Native(SnapshotFilter filter, NativeCompressor library) : FrameCodec(filter)
    {
        protected override int Pack(ReadOnlySpan<byte> body, Span<byte> stored) => library.Compress(body, stored);

        protected override bool TryUnpack(ReadOnlySpan<byte> stored, Span<byte> target) =>
            library.Decompress(stored, target) == target.Length;
    }

    private sealed unsafe class ZLib(SnapshotFilter filter) : FrameCodec(filter)
    {
        protected override int Pack(ReadOnlySpan<byte> body, Span<byte> stored)
        {
            fixed (byte* start = stored)
            {
                using var target = new UnmanagedMemoryStream(start, 0, stored.Length, FileAccess.Write);
                try
                {
                    using (var packer = new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true))
                        packer.Write(body);
                    return (int)target.Position;
                }
                catch (NotSupportedException)            // the target is full: not worth it
                {
                    return 0;
                }
            }
        }

        protected override bool TryUnpack(ReadOnlySpan<byte> stored, Span<byte> target)
        {
            fixed (byte* start = stored)
            {
                using var source = new UnmanagedMemoryStream(start, stored.Length);
                using var unpacker = new ZLibStream(source, CompressionMode.Decompress);
                try
                {
                    return unpacker.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length
                        && unpacker.ReadByte() < 0;
                }
                catch (InvalidDataException)
                {
                    return false;
                }
            }
        }
    }
}
