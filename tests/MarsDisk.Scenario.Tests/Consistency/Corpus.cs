using System.Buffers;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Json;
using MarsDisk.Scenario.Tests.Properties;

namespace MarsDisk.Scenario.Tests.Consistency;

/// <summary>One source of the corpus.</summary>
/// <param name="Name">Name in reports.</param>
/// <param name="Bytes">The source.</param>
/// <param name="Grammar">Its language.</param>
internal sealed record CorpusFile(string Name, byte[] Bytes, StatementGrammar<ScenarioStatement> Grammar);

/// <summary>Examples, mistakes, odd bytes, generated scenarios, and the twins of all that have one.</summary>
internal static class Corpus
{
    private const int GeneratedCount = 280;
    private const int GeneratedStatements = 4;

    private static readonly ScenarioGrammar Text = new();
    private static readonly JsonScenarioGrammar Twin = new();

    public static IReadOnlyList<CorpusFile> Files { get; } = Build();

    private static List<CorpusFile> Build()
    {
        var files = Data().Concat(Odd()).Concat(Generated()).ToList();
        var twins = files.Where((_, index) => index % 3 == 0).Select(TwinOf).OfType<CorpusFile>().ToList();
        files.AddRange(twins);
        files.AddRange(BrokenTwins(twins));
        return files;
    }

    private static IEnumerable<CorpusFile> Data()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Data");
        foreach (var path in Directory.GetFiles(folder, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path).Split("=====\n")[0];
            var body = text.StartsWith("scenario", StringComparison.Ordinal) ? text : "scenario \"x\" version 1\n" + text;
            yield return new CorpusFile(Path.GetFileName(path), Encoding.UTF8.GetBytes(body), Text);
        }
    }

    private static IEnumerable<CorpusFile> Odd()
    {
        const string header = "scenario \"é\" version 1\n";
        yield return Bytes("empty", []);
        yield return Bytes("mark alone", [0xEF, 0xBB, 0xBF]);
        yield return Bytes("half a mark", [0xEF, 0xBB]);
        yield return Bytes("UTF-16", [0xFF, 0xFE, 0x73, 0x00]);
        yield return Bytes("mark and Windows line ends", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(header.Replace("\n", "\r\n", StringComparison.Ordinal) + "set a \\\r\n = 質 # 🪐\r\nend\r\n")]);
        yield return Bytes("bad byte in a string", [.. Encoding.UTF8.GetBytes(header + "run \"a"), 0xC3, 0x28, (byte)'"', (byte)'\n']);
        yield return Bytes("end inside a character", [.. Encoding.UTF8.GetBytes(header + "# "), 0xE8, 0xB3]);
        yield return Bytes("nought", [.. Encoding.UTF8.GetBytes(header + "set a = "), 0, (byte)'\n']);
        yield return Bytes("lone carriage return", Encoding.UTF8.GetBytes(header + "set a\r = 1\n"));
        yield return Bytes("long line", Encoding.UTF8.GetBytes(header + "# " + new string('x', 66_000) + "\nset a = 1\n"));
        yield return Bytes("long row", Encoding.UTF8.GetBytes(header + "table t (x: K, y: 1) linear {\n1 " + new string('2', 4200) + "\n2 3\n}\n"));
        yield return Bytes("many mistakes", Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Range(0, 70).Select(line => line % 2 == 0 ? "sett x\n" : "set y = 1\n"))));
    }

    private static IEnumerable<CorpusFile> Generated()
        => Enumerable.Range(0, GeneratedCount).Select(seed => new CorpusFile(
            FormattableString.Invariant($"generated {seed}"), Encoding.UTF8.GetBytes(new ScenarioGenerator(seed).Next(GeneratedStatements)), Text));

    private static CorpusFile Bytes(string name, byte[] bytes) => new(name, bytes, Text);

    private static CorpusFile? TwinOf(CorpusFile text)
    {
        var lines = new ArrayBufferWriter<byte>();
        using var sink = new JsonLinesSink(lines);
        var result = StatementRunner.Run(text.Grammar, text.Bytes, sink);
        return result.Diagnostics.Count > 0 || lines.WrittenCount == 0 ? null : new CorpusFile(text.Name + " as NDJSON", lines.WrittenSpan.ToArray(), Twin);
    }

    // One byte of each is another one.
    private static IEnumerable<CorpusFile> BrokenTwins(IReadOnlyList<CorpusFile> twins)
    {
        var random = new Random(7);
        foreach (var twin in twins.Take(40))
        {
            var bytes = twin.Bytes.ToArray();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
            yield return twin with { Name = twin.Name + ", broken", Bytes = bytes };
        }
    }
}
