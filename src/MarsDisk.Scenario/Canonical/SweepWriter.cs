namespace MarsDisk.Scenario.Canonical;

/// <summary>Canonical text of sweeps: axes, options, template.</summary>
internal static class SweepWriter
{
    public static void Write(scoped ref CanonicalText text, SweepRequested sweep)
    {
        text.Write("sweep "u8);
        text.Quote(sweep.SweepId);
        text.Write(" {"u8);
        foreach (var axis in sweep.Axes)
        {
            text.Write((byte)'\n');
            WriteAxis(ref text, axis);
        }

        CanonicalWriter.WriteSettings(ref text, sweep.Options, []);
        text.Write("\nrun "u8);
        text.Quote(sweep.Template.NameTemplate);
        text.Write(" {"u8);
        CanonicalWriter.WriteSettings(ref text, sweep.Template.Options, sweep.Template.Overrides);
        foreach (var line in sweep.Template.Body)
        {
            text.Write((byte)'\n');
            CanonicalWriter.WriteLine(ref text, line);
        }

        text.Write("\n}\n}"u8);
    }

    public static void WriteAxis(scoped ref CanonicalText text, SweepAxis axis)
    {
        text.Write("vary "u8);
        text.Word(axis.Key);
        switch (axis)
        {
            case SweepAxis.Listed listed:
                text.Write(" in "u8);
                ValueWriter.Write(ref text, new ScenarioValue.Items(listed.Values));
                break;
            case SweepAxis.Ranged ranged:
                text.Write(" from "u8);
                ValueWriter.Write(ref text, ranged.From);
                text.Write(" to "u8);
                ValueWriter.Write(ref text, ranged.To);
                text.Write(" count "u8);
                text.Integer(ranged.Count);
                text.Write(ranged.Log ? " log"u8 : ""u8);
                break;
        }
    }
}
