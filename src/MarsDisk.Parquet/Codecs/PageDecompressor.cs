using System.IO.Compression;

namespace MarsDisk.Parquet.Codecs;

/// <summary>Undoes the codec of one page.</summary>
internal static class PageDecompressor
{
    /// <summary>Fills the target exactly; returns null, or what is wrong.</summary>
    public static string? Decompress(ParquetCodec codec, ReadOnlySpan<byte> stored, Span<byte> target)
    {
        switch (codec)
        {
            case ParquetCodec.None when stored.Length == target.Length:
                stored.CopyTo(target);
                return null;
            case ParquetCodec.None:
                return $"an uncompressed page has {stored.Length} bytes, its header says {target.Length}";
            case ParquetCodec.Snappy:
                return SnappyDecoder.Decompress(stored, target);
            case ParquetCodec.Gzip:
                return Inflate(stored, target);
            default:
                return BrotliDecoder.TryDecompress(stored, target, out var written) && written == target.Length
                    ? null
                    : $"Brotli data do not hold the {target.Length} bytes of the page header";
        }
    }

    private static unsafe string? Inflate(ReadOnlySpan<byte> stored, Span<byte> target)
    {
        fixed (byte* start = stored)
        {
            using var source = new UnmanagedMemoryStream(start, stored.Length);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            try
            {
                var count = gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
                return count == target.Length && gzip.ReadByte() < 0
                    ? null
                    : $"gzip data do not hold the {target.Length} bytes of the page header";
            }
            catch (InvalidDataException error)
            {
                return $"gzip data are damaged ({error.Message})";
            }
        }
    }
}
