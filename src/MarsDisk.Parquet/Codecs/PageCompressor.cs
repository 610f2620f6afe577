using System.IO.Compression;
using MarsDisk.Parquet.Writing;

namespace MarsDisk.Parquet.Codecs;

/// <summary>Compresses one page into a block.</summary>
internal static class PageCompressor
{
    private const int BrotliQuality = 4;
    private const int BrotliWindowBits = 22;

    public static void Append(NativeBlock block, ParquetCodec codec, ReadOnlySpan<byte> raw, SnappyEncoder snappy)
    {
        switch (codec)
        {
            case ParquetCodec.None:
                block.Append(raw);
                break;
            case ParquetCodec.Snappy:
                block.Advance(snappy.Compress(raw, block.Reserve(SnappyEncoder.LengthMax(raw.Length))));
                break;
            case ParquetCodec.Gzip:
                using (var gzip = new GZipStream(new BlockStream(block), CompressionLevel.Optimal))
                    gzip.Write(raw);
                break;
            default:
                AppendBrotli(block, raw);
                break;
        }
    }

    private static void AppendBrotli(NativeBlock block, ReadOnlySpan<byte> raw)
    {
        var target = block.Reserve(BrotliEncoder.GetMaxCompressedLength(raw.Length));
        if (!BrotliEncoder.TryCompress(raw, target, out var written, BrotliQuality, BrotliWindowBits))
            throw new InvalidOperationException($"Brotli did not fit {raw.Length} bytes into {target.Length}.");
        block.Advance(written);
    }

    /// <summary>A block as a stream to write to, which is what gzip asks for.</summary>
    private sealed class BlockStream(NativeBlock block) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => block.Length;

        public override long Position
        {
            get => block.Length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => block.Append(buffer);

        public override void Write(byte[] buffer, int offset, int count) => block.Append(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
