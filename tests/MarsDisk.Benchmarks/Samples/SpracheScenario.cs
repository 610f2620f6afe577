using System.Globalization;
using MarsDisk.Scenario;
using Sprache;

namespace MarsDisk.Benchmarks.Samples;

/// <summary>
/// The part of the language that <see cref="ScenarioText"/> uses, in the usual parser combinators of .NET: what it costs to
/// write a grammar the common way.
/// </summary>
internal static class SpracheScenario
{
    private static readonly Parser<string> Blank = Parse.Chars(" \t").AtLeastOnce().Text();
    private static readonly Parser<string> Blanks = Parse.Chars(" \t").Many().Text();
    private static readonly Parser<string> Name = Parse.Identifier(Parse.Letter, Parse.LetterOrDigit.Or(Parse.Char('_')));
    private static readonly Parser<string> Path = Name.DelimitedBy(Parse.Char('.')).Select(names => string.Join('.', names));
    private static readonly Parser<double> Number = Parse.DecimalInvariant.Select(text => double.Parse(text, CultureInfo.InvariantCulture));
    private static readonly Parser<string> Text = Parse.CharExcept('"').Many().Text().Contained(Parse.Char('"'), Parse.Char('"'));

    private static readonly Parser<Quantity> Amount =
        from number in Number
        from unit in (from blank in Blanks from name in Name where UnitTable.Find(name) is not null select UnitTable.Find(name)).Optional()
        select new Quantity(number, unit.IsEmpty ? UnitExpr.None : unit.Get());

    private static readonly Parser<ScenarioAction> Set =
        from word in Parse.String("set").Then(_ => Blank)
        from key in Path
        from sign in Parse.Char('=').Contained(Blanks, Blanks)
        from value in Amount
        select (ScenarioAction)new ScenarioAction.SetKey(key, new ScenarioValue.Number(value));

    private static readonly Parser<ScenarioAction> Ramp =
        from word in Parse.String("ramp").Then(_ => Blank)
        from key in Path
        from to in Parse.String("to").Contained(Blank, Blank)
        from value in Amount
        from over in Parse.String("over").Contained(Blank, Blank)
        from time in Amount
        select (ScenarioAction)new ScenarioAction.Ramp(key, new ScenarioValue.Number(value), time);

    private static readonly Parser<ScenarioAction> Snapshot =
        from word in Parse.String("snapshot").Then(_ => Blank)
        from label in Text
        select (ScenarioAction)new ScenarioAction.Snapshot(label);

    private static readonly Parser<ScenarioAction> Log =
        from word in Parse.String("log").Then(_ => Blank)
        from text in Text
        select (ScenarioAction)new ScenarioAction.Log(text);

    private static readonly Parser<ScenarioStatement> At =
        from indent in Blanks
        from word in Parse.String("at").Then(_ => Blank)
        from time in Amount
        from blank in Blank
        from action in Set.Or(Ramp).Or(Snapshot).Or(Log)
        from end in Parse.Char('\n')
        select (ScenarioStatement)new EventScheduled(default, "a", new EventTime(false, time), action);

    private static readonly Parser<IEnumerable<ScenarioStatement>> Events = At.Many().End();

    private static readonly Parser<double[]> Row =
        from values in Number.DelimitedBy(Parse.Char(' '))
        from end in Parse.Char('\n')
        select values.ToArray();

    private static readonly Parser<IEnumerable<double[]>> Rows = Row.Many().End();

    /// <summary>Reads the events of a text and counts them.</summary>
    public static long CountEvents(string events) => Events.Parse(events).LongCount();

    /// <summary>Reads the rows of a text and counts them.</summary>
    public static long CountRows(string rows) => Rows.Parse(rows).LongCount();
}
