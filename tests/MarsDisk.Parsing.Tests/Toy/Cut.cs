using System.Text;

namespace MarsDisk.Parsing.Tests.Toy;

/// <summary>Sources and ways to cut them.</summary>
internal static class Cut
{
    private static readonly int[] Sizes = [1, 2, 3, 7, 64, 4096, int.MaxValue];

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>All ways that the specification calls "any split", the random ones seeded.</summary>
    public static IEnumerable<IReadOnlyList<ReadOnlyMemory<byte>>> AnySplit(byte[] source, int randomCuts = 10)
    {
        foreach (var size in Sizes)
            yield return Split(source, () => size);
        for (var seed = 0; seed < randomCuts; seed++)
        {
            var random = new Random(seed);
            var largest = 1 << random.Next(1, 14);
            yield return Split(source, () => random.Next(4) == 0 ? 0 : random.Next(1, largest));
        }
    }

    public static List<ReadOnlyMemory<byte>> Split(byte[] source, Func<int> size)
    {
        List<ReadOnlyMemory<byte>> chunks = [];
        for (var at = 0; at < source.Length;)
        {
            var length = Math.Min(size(), source.Length - at);
            chunks.Add(source.AsMemory(at, length));
            at += length;
        }

        return chunks;
    }
}
