using System.Runtime.InteropServices;

namespace MarsDisk.Snapshots.Container;

/// <summary>A compressor of the operating system, if it has it: three functions of a C library.</summary>
internal sealed unsafe class NativeCompressor
{
    private const int ZstdLevel = 1;

    private static readonly Lazy<NativeCompressor?> ZstdOfHost = new(() => LoadZstd("libzstd.so.1"));
    private static readonly Lazy<NativeCompressor?> Lz4OfHost = new(() => LoadLz4("liblz4.so.1"));

    private readonly delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint> _zstdCompress;
    private readonly delegate* unmanaged<byte*, nuint, byte*, nuint, nuint> _zstdDecompress;
    private readonly delegate* unmanaged<nuint, uint> _zstdIsError;
    private readonly delegate* unmanaged<byte*, byte*, int, int, int> _lz4Compress;
    private readonly delegate* unmanaged<byte*, byte*, int, int, int> _lz4Decompress;

    private NativeCompressor(nint zstdCompress, nint zstdDecompress, nint zstdIsError)
    {
        _zstdCompress = (delegate* unmanaged<byte*, nuint, byte*, nuint, int, nuint>)zstdCompress;
        _zstdDecompress = (delegate* unmanaged<byte*, nuint, byte*, nuint, nuint>)zstdDecompress;
        _zstdIsError = (delegate* unmanaged<nuint, uint>)zstdIsError;
    }

    private NativeCompressor(nint lz4Compress, nint lz4Decompress)
    {
        _lz4Compress = (delegate* unmanaged<byte*, byte*, int, int, int>)lz4Compress;
        _lz4Decompress = (delegate* unmanaged<byte*, byte*, int, int, int>)lz4Decompress;
    }

    /// <summary>Zstandard; null when the host has no such library.</summary>
    public static NativeCompressor? Zstd => ZstdOfHost.Value;

    /// <summary>LZ4; null when the host has no such library.</summary>
    public static NativeCompressor? Lz4 => Lz4OfHost.Value;

    /// <summary>Loads Zstandard from a library; null when it is not there.</summary>
    internal static NativeCompressor? LoadZstd(string library)
    {
        if (OperatingSystem.IsBrowser() || !NativeLibrary.TryLoad(library, out var handle))
            return null;
        return NativeLibrary.TryGetExport(handle, "ZSTD_compress", out var compress)
            && NativeLibrary.TryGetExport(handle, "ZSTD_decompress", out var decompress)
            && NativeLibrary.TryGetExport(handle, "ZSTD_isError", out var isError)
            ? new NativeCompressor(compress, decompress, isError)
            : null;
    }

    /// <summary>Loads LZ4 from a library; null when it is not there.</summary>
    internal static NativeCompressor? LoadLz4(string library)
    {
        if (OperatingSystem.IsBrowser() || !NativeLibrary.TryLoad(library, out var handle))
            return null;
        return NativeLibrary.TryGetExport(handle, "LZ4_compress_default", out var compress)
            && NativeLibrary.TryGetExport(handle, "LZ4_decompress_safe", out var decompress)
            ? new NativeCompressor(compress, decompress)
            : null;
    }

    /// <summary>Compresses; 0 when the target is too short.</summary>
    public int Compress(ReadOnlySpan<byte> body, Span<byte> target)
    {
        fixed (byte* from = body)
        fixed (byte* to = target)
        {
            if (_zstdCompress is null)
                return _lz4Compress(from, to, body.Length, target.Length);
            var written = _zstdCompress(to, (nuint)target.Length, from, (nuint)body.Length, ZstdLevel);
            return _zstdIsError(written) != 0 ? 0 : (int)written;
        }
    }

    /// <summary>Decompresses; -1 when the bytes are damaged or the target is too short.</summary>
    public int Decompress(ReadOnlySpan<byte> stored, Span<byte> target)
    {
        fixed (byte* from = stored)
        fixed (byte* to = target)
        {
            if (_zstdDecompress is null)
                return _lz4Decompress(from, to, stored.Length, target.Length);
            var written = _zstdDecompress(to, (nuint)target.Length, from, (nuint)stored.Length);
            return _zstdIsError(written) != 0 ? -1 : (int)written;
        }
    }
}
