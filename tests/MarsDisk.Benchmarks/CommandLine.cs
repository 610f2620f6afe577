using MarsDisk.Benchmarks.Suites;
using MarsDisk.Benchmarks.Suites.Snapshots;

namespace MarsDisk.Benchmarks;

/// <summary>What the session is asked to do.</summary>
/// <param name="Suites">Names of suites; all when none is named.</param>
/// <param name="IsQuick">Less of everything.</param>
/// <param name="Folder">Where results go.</param>
/// <param name="Program">The built <c>marsdisk.dll</c>.</param>
/// <param name="Root">The repository, for the configuration.</param>
/// <param name="Earlier">File of the session to compare with; null: none.</param>
internal sealed record CommandLine(IReadOnlyList<string> Suites, bool IsQuick, string Folder, string Program, string Root, string? Earlier)
{
    /// <summary>Every suite by name, in the order in which they run.</summary>
    public static IReadOnlyList<KeyValuePair<string, Action<Bench>>> All { get; } =
    [
        new(MachineSuite.Name, MachineSuite.Run),
        new(KernelSuite.Name, KernelSuite.Run),
        new(StartupSuite.Name, StartupSuite.Run),
        new(EncodeSuite.Name, EncodeSuite.Run),
        new(WriterSuite.Name, WriterSuite.Run),
        new(HandoffSuite.Name, HandoffSuite.Run),
        new(ActorsSuite.Name, ActorsSuite.Run),
        new(ParserSuite.Name, ParserSuite.Run),
        new(MacroSuite.Name, MacroSuite.Run),
        new(SweepSuite.Name, SweepSuite.Run),
        new(EditingSuite.Name, EditingSuite.Run),
        new(MemorySuite.Name, MemorySuite.Run),
        new(SnapshotSuite.Name, SnapshotSuite.Run),
    ];

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine([], false, Path.Combine("out", "bench"), "", ".", null);
        for (var i = 0; i < arguments.Count; i++)
        {
            line = arguments[i] switch
            {
                "--quick" => line with { IsQuick = true },
                "--out" => line with { Folder = Value(arguments, ++i) },
                "--program" => line with { Program = Value(arguments, ++i) },
                "--compare" => line with { Earlier = Value(arguments, ++i) },
                "--root" => line with { Root = Value(arguments, ++i) },
                var name when All.Any(suite => suite.Key == name) => line with { Suites = [.. line.Suites, name] },
                var unknown => throw new FormatException($"{unknown} is neither --quick, --out DIR, --compare FILE nor one of: {string.Join(", ", All.Select(suite => suite.Key))}."),
            };
        }
        return File.Exists(line.Program) ? line : throw new FormatException($"--program '{line.Program}' does not exist; bench.sh builds it and passes it on.");
    }

    private static string Value(IReadOnlyList<string> arguments, int place) =>
        place < arguments.Count ? arguments[place] : throw new FormatException($"{arguments[place - 1]} needs a value.");
}
