using System.Runtime.CompilerServices;
using System.Text;
using MarsDisk.Parsing;
using MarsDisk.Scenario.Rendering;
using MarsDisk.Scenario.Tests.Support;

namespace MarsDisk.Scenario.Tests.Language;

/// <summary>
/// One file for each mistake: the source, a line of signs, what a person is shown. Characters that a file cannot show have
/// stand-ins. New forms are written with MARSDISK_WRITE_GOLDEN=1 and then read.
/// </summary>
public sealed class FaultTests
{
    private const string Separator = "=====\n";

    public static TheoryData<string> Names
        => [.. Directory.GetFiles(Folder(), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Item", "93")]
    public void A_mistake_is_shown_with_its_code_and_its_place(string name)
    {
        var file = Path.Combine(Folder(), name + ".txt");
        var parts = File.ReadAllText(file).Split(Separator);
        var source = Source(parts[0]);

        var shown = Show(Encoding.UTF8.GetBytes(source), Scenarios.Fault(source));

        if (Environment.GetEnvironmentVariable("MARSDISK_WRITE_GOLDEN") == "1")
            File.WriteAllText(file, parts[0] + Separator + shown);
        else
            Assert.Equal(parts[1], shown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Item", "67")]
    public void With_recovery_on_the_same_mistake_is_found_first(string name)
    {
        var source = Source(File.ReadAllText(Path.Combine(Folder(), name + ".txt")).Split(Separator)[0]);

        var only = Scenarios.Fault(source);
        var first = Scenarios.Parse(source, Scenarios.Collecting).Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);

        Assert.Equal(Transcript.Show(only), Transcript.Show(first with { Extensions = only.Extensions }));
        Assert.True(first.Extensions.ContainsKey("recover"));
    }

    internal static string Source(string text)
        => text.Replace('␀', '\0').Replace('␍', '\r').Replace('␉', '\t').Replace('⮌', '\u202e');

    internal static string Folder([CallerFilePath] string caller = "")
        => Path.Combine(Path.GetDirectoryName(caller)!, "..", "Data", "Faults");

    private static string Show(byte[] source, Diagnostic diagnostic)
    {
        var text = new StringWriter { NewLine = "\n" };
        HumanForm.Write(text, diagnostic, "a.scenario", new MemoryText(source));
        return text.ToString();
    }
}
