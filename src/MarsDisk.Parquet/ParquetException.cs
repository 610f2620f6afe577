namespace MarsDisk.Parquet;

/// <summary>A file is not Parquet, is damaged, or uses something this library does not read. Names where and what was expected.</summary>
public sealed class ParquetException : Exception
{
    /// <summary>Says what is wrong at a byte of the file.</summary>
    public ParquetException(long offset, string message, Exception? inner = null)
        : base($"Byte {offset}: {message}", inner) => Offset = offset;

    /// <summary>Says what is wrong with the file as a whole.</summary>
    public ParquetException(string message)
        : base(message) { }

    /// <summary>The byte of the file at which the reader stopped; 0 when the file as a whole is meant.</summary>
    public long Offset { get; }
}
