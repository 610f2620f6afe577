using System.Globalization;
using System.Text;

namespace MarsDisk.Scenario.Tests.Properties;

/// <summary>Writes scenarios of moderate size that are right, the same for the same seed: every statement, many spellings.</summary>
public sealed class ScenarioGenerator(int seed)
{
    private static readonly string[] Keys = ["radiation.TM_K", "supply.mode", "a", "b_2.c", "set.at.run", "dynamics.e0", "x.y.z", "P1", "true_"];
    private static readonly string[] Times = ["s", "ms", "min", "h", "day", "d", "yr", "kyr"];
    private static readonly string[] Units = ["K", "m", "um", "µm", "kg/m^3", "kg/m^2/s", "%", "R_Mars", "m*s^-2", "au", "ppm", "erg"];
    private static readonly string[] Words = ["const", "auto", "mars-clearance", "yes", "P", "table", "run", "on"];
    private static readonly string[] Texts = ["", "out/a", "say \\\"x\\\"", "\\\\", "a\\nb", "\\u{1F680}", "質量 🪐", "it's # no comment", "{ }"];
    private static readonly string[] Metrics = ["mass.error_percent", "tau", "series.hash"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private int _names;

    /// <summary>A scenario with so many statements at top level.</summary>
    public string Next(int statements)
    {
        _text.Clear();
        _names = 0;
        Noise();
        Line($"scenario \"{Pick("x", "a b", "é")}\" version 1");
        for (var i = 0; i < statements; i++)
            Statement();
        if (_random.Next(2) == 0)
            Line("end");
        return _text.ToString();
    }

    private void Statement()
    {
        Noise();
        switch (_random.Next(10))
        {
            case 0: Line($"config from \"{Pick(Texts)}\""); break;
            case 1: Config(); break;
            case 2: Line($"set {Pick(Keys)}{Assign()}{Value()}"); break;
            case 3: Table(); break;
            case 4: Line($"run \"{Name()}\""); break;
            case 5: Sweep(); break;
            case 6: Line($"{Pick("pause", "resume", "stop", "snapshot")} \"a\"{Pick("", " \"why\"")}"); break;
            case 7: Line($"wait {Pick("all", "\"a\"")}"); break;
            default: Run(); break;
        }
    }

    private void Config()
    {
        Line("config {");
        foreach (var key in Some(Keys))
            Line($"{key}{Assign()}{Value()}");
        Line("}");
    }

    private void Table()
    {
        Line($"table {Name()} (T: {Pick("K", "1")}, Q: {Pick(Units)}){Interpolation()}{{");
        Rows(_random.Next(6), null);
        Line("}");
    }

    private void Run()
    {
        Line($"run \"{Name()}\" {{");
        Settings();
        Rules();
        if (_random.Next(2) == 0)
            Drive();
        else
            Events();
        for (var i = _random.Next(3); i > 0; i--)
            Line(_random.Next(2) == 0 ? $"at end {Action()}" : Expectation("end"));
        Line("}");
    }

    private void Sweep()
    {
        Line($"sweep \"{Name()}\" {{");
        Line($"vary a in [{Quantity()}, {Quantity()}{Pick("", ",")}]");
        Line($"vary b from {1 + _random.Next(5)} to {7 + _random.Next(5)} count {2 + _random.Next(9)}{Pick("", " log", " linear")}");
        if (_random.Next(2) == 0)
            Line("parallel = 4");
        Line("run \"r{a}-{index}\" {");
        if (_random.Next(2) == 0)
            Line("output = \"out/{run}\"");
        Rules();
        Events();
        Line("}");
        Line("}");
    }

    private void Settings()
    {
        foreach (var option in Some(["until", "output", "seed", "set", "at", "on_error"]))
            Line($"{option}{Assign()}{Value()}");
        foreach (var key in Some(Keys))
            Line($"set {key}{Assign()}{Value()}");
    }

    private void Rules()
    {
        for (var i = _random.Next(3); i > 0; i--)
        {
            Line(_random.Next(2) == 0
                ? $"every {Time(1 + _random.Next(9))}{Pick("", " from 1 yr")}{Pick("", " until PT36H")} {Action()}"
                : Expectation(Pick("always", "end", $"at {Time(3)}")));
        }
    }

    private void Events()
    {
        var time = 0.0;
        for (var i = _random.Next(5); i > 0; i--)
        {
            time += _random.Next(1000) / 7.0;
            Line($"at {Number(time)} {Pick("day", "d")} {Action()}");
        }
    }

    private void Drive()
    {
        Line($"drive (time: day, {Pick(Keys)}: {Pick(Units)}){Interpolation()}{{");
        Rows(_random.Next(8), "day");
        Line("}");
    }

    private void Rows(int count, string? eventUnit)
    {
        var key = 0.0;
        for (var i = 0; i < count; i++)
        {
            key += 0.001 + _random.NextDouble();
            Line($"{Number(key)}{Pick(" ", ", ", ",", "\t", " ,\t")}{Number((_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-300, 300)))}", canJoin: false);
            if (eventUnit is not null && _random.Next(4) == 0)
                Line($"at {Number(key)} {eventUnit} {Action()}", canJoin: false);
        }
    }

    private string Action() => _random.Next(9) switch
    {
        0 => $"set {Pick(Keys)}{Assign()}{Value()}",
        1 => $"ramp {Pick(Keys)} to {Quantity()} over {Time(5)}",
        2 => $"snapshot{Pick("", " \"label\"")}",
        3 => $"fault {Pick("crash", "disk-full")} \"w\"{Pick("", ", for = 5 s, count=3")}",
        4 => $"pause for {Time(2)}",
        5 => "resume",
        6 => $"stop{Pick("", " \"why\"")}",
        7 => $"log \"{Pick(Texts)}\"",
        _ => "flush",
    };

    private string Expectation(string when)
        => $"expect {when} {Pick(Metrics)} " + (_random.Next(3) == 0 ? $"~= {Quantity()} +- {Quantity()}" : $"{Pick("==", "!=", "<", "<=", ">", ">=")} {Value()}");

    private string Value() => _random.Next(9) switch
    {
        0 => $"\"{Pick(Texts)}\"",
        1 => Pick("true", "false"),
        2 => Pick(Words),
        3 => Pick("P2Y", "PT90S", "P1DT12H", "PT0.5S", "P3W"),
        4 => $"[{Quantity()}, {Quantity()}]",
        5 => Pick("table q", "run \"a\"", "[[1], [2, 3]]"),
        _ => Quantity(),
    };

    private string Quantity() => Number((_random.NextDouble() - 0.2) * Math.Pow(10, _random.Next(-20, 20))) + Pick("", " ", "  ") + Pick(Units);

    private string Time(double value) => Number(value) + Pick("", " ", "\t") + Pick(Times);

    private string Number(double value) => _random.Next(3) switch
    {
        0 => value.ToString("R", CultureInfo.InvariantCulture),
        1 => value.ToString("E16", CultureInfo.InvariantCulture),
        _ => value.ToString("G17", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal),
    };

    private string Name() => $"n{++_names}";

    private string Assign() => Pick("=", " = ", "  =\t");

    private string Interpolation() => Pick(" ", "", " linear ", " step", " linear extrapolate error ", " step extrapolate hold ");

    private void Line(string text, bool canJoin = true)
    {
        _text.Append(Pick("", "  ", "\t"));
        _text.Append(canJoin && _random.Next(8) == 0 ? Joined(text) : text);
        _text.Append(Pick("", "", " ", " # note", " # é 質 🪐"));
        _text.Append(Pick("\n", "\n", "\r\n"));
        Noise();
    }

    // Lines can be joined at every blank that is not part of a string.
    private static string Joined(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        var quote = text.IndexOf('"', StringComparison.Ordinal);
        return blank < 0 || (quote >= 0 && quote < blank) ? text : text[..blank] + " \\\n " + text[blank..];
    }

    private void Noise()
    {
        if (_random.Next(6) == 0)
            _text.Append(Pick("\n", "  \n", "# é note\n", "\t# x\r\n"));
    }

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private List<string> Some(string[] choices) => [.. choices.Where(_ => _random.Next(3) == 0)];
}
