namespace MarsDisk.Scenario.Canonical;

/// <summary>Canonical text of values.</summary>
internal static class ValueWriter
{
    public static void Write(scoped ref CanonicalText text, ScenarioValue value)
    {
        switch (value)
        {
            case ScenarioValue.Number number:
                text.Quantity(number.Q);
                break;
            case ScenarioValue.Text words:
                text.Quote(words.S);
                break;
            case ScenarioValue.Symbol symbol:
                text.Word(symbol.Word);
                break;
            case ScenarioValue.Truth truth:
                text.Write(truth.B ? "true"u8 : "false"u8);
                break;
            case ScenarioValue.Items items:
                WriteList(ref text, items);
                break;
            case ScenarioValue.TableRef table:
                text.Write("table "u8);
                text.Word(table.Name);
                break;
            case ScenarioValue.RunRef run:
                text.Write("run "u8);
                text.Quote(run.RunId);
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} has no canonical text.", nameof(value));
        }
    }

    private static void WriteList(scoped ref CanonicalText text, ScenarioValue.Items items)
    {
        text.Write((byte)'[');
        for (var i = 0; i < items.Values.Length; i++)
        {
            if (i > 0)
                text.Write(", "u8);
            Write(ref text, items.Values[i]);
        }

        text.Write((byte)']');
    }
}
