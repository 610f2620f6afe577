namespace MarsDisk.Parquet;

/// <summary>
/// A key-value pair whose text is given in pieces of UTF-8: files that differ in one number share the memory of all the
/// rest, and none of it is composed again for each file.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Pieces">The value, from begin to end.</param>
public sealed record KeyValuePieces(string Key, IReadOnlyList<ReadOnlyMemory<byte>> Pieces);
