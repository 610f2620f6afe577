using MarsDisk.Parsing;
using MarsDisk.Scenario;
using MarsDisk.Scenario.Editing;

namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>What a name is of. Runs and sweeps share one room of names.</summary>
internal enum NameKind : byte
{
    Table,
    Run,
}

/// <summary>A name where it stands.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Name">The name, without quotes.</param>
/// <param name="Start">First byte of the name itself.</param>
/// <param name="End">Behind the name itself.</param>
/// <param name="IsDeclaration">The head of the table, run or sweep.</param>
internal sealed record NameUse(NameKind Kind, string Name, long Start, long End, bool IsDeclaration);

/// <summary>Finds the names of tables, runs and sweeps in the statements of a scenario.</summary>
internal static class NameUses
{
    private static readonly string[] Controls = ["pause", "resume", "stop", "snapshot", "wait"];

    /// <summary>All names in statements, in the order of the text.</summary>
    public static IEnumerable<NameUse> In(ScenarioDocument document)
        => document.Statements().Where(unit => MayName(unit.Item)).SelectMany(unit => In(document.Text, unit));

    /// <summary>The name at an offset.</summary>
    public static NameUse? At(ScenarioDocument document, long offset)
        => document.Statements(offset, offset + 1)
            .Where(unit => unit.Span.Start <= offset && offset <= unit.Span.End && MayName(unit.Item))
            .SelectMany(unit => In(document.Text, unit))
            .FirstOrDefault(use => use.Start <= offset && offset <= use.End);

    /// <summary>Whether a text can be a name: a word for a table, any text without quotes for a run.</summary>
    public static bool IsName(NameKind kind, string name) => kind == NameKind.Table
        ? name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        : name.Length > 0 && !name.Any(letter => char.IsControl(letter) || letter is '"' or '\\');

    private static bool MayName(ScenarioStatement statement)
        => statement is not (TableClosed or DriverClosed or DriverOpened or RunClosed or ScenarioEnded or ScenarioOpened or ConfigBaseRequested);

    private static IEnumerable<NameUse> In(SourceText text, Committed<ScenarioStatement> unit)
    {
        var tokens = LineLexer.Read(text, unit.Span.Start, unit.Span.End);
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i - 1].Kind != TokenKind.Word || tokens[i].Kind is not (TokenKind.Word or TokenKind.Text))
                continue;
            var isFirst = i == 1;
            var lead = LineLexer.TextOf(text, tokens[i - 1]);
            if (lead == "table" && tokens[i].Kind == TokenKind.Word)
                yield return Use(text, NameKind.Table, tokens[i], isFirst && unit.Item is TableOpened);
            else if (tokens[i].Kind == TokenKind.Text && IsRunLead(lead, isFirst, unit.Item))
                yield return Use(text, NameKind.Run, tokens[i], isFirst && unit.Item is RunOpened or SweepRequested);
        }
    }

    // The run inside a sweep is a template: its name is no name of a run.
    private static bool IsRunLead(string lead, bool isFirst, ScenarioStatement statement) => lead switch
    {
        "run" => statement is not SweepRequested,
        "sweep" => isFirst,
        _ => isFirst && statement is RunControl or BarrierRequested && Controls.Contains(lead, StringComparer.Ordinal),
    };

    private static NameUse Use(SourceText text, NameKind kind, Token token, bool isDeclaration)
    {
        var quote = kind == NameKind.Run ? 1 : 0;
        var inner = token with { Start = token.Start + quote, End = Math.Max(token.Start + quote, token.End - quote) };
        return new NameUse(kind, LineLexer.TextOf(text, inner), inner.Start, inner.End, isDeclaration);
    }
}
