namespace MarsDisk.Scenario.Canonical;

/// <summary>Canonical text of actions.</summary>
internal static class ActionWriter
{
    public static void Write(scoped ref CanonicalText text, ScenarioAction action)
    {
        switch (action)
        {
            case ScenarioAction.SetKey set:
                text.Write("set "u8);
                text.Word(set.Key);
                text.Write(" = "u8);
                ValueWriter.Write(ref text, set.Value);
                break;
            case ScenarioAction.Ramp ramp:
                text.Write("ramp "u8);
                text.Word(ramp.Key);
                text.Write(" to "u8);
                ValueWriter.Write(ref text, ramp.To);
                text.Write(" over "u8);
                text.Quantity(ramp.Over);
                break;
            case ScenarioAction.Snapshot snapshot:
                Texted(ref text, "snapshot"u8, snapshot.Label);
                break;
            case ScenarioAction.Flush:
                text.Write("flush"u8);
                break;
            case ScenarioAction.Fault fault:
                WriteFault(ref text, fault);
                break;
            case ScenarioAction.Pause { WallTime: { } time }:
                text.Write("pause for "u8);
                text.Quantity(time);
                break;
            case ScenarioAction.Pause:
                text.Write("pause"u8);
                break;
            case ScenarioAction.Resume:
                text.Write("resume"u8);
                break;
            case ScenarioAction.Stop stop:
                Texted(ref text, "stop"u8, stop.Reason);
                break;
            case ScenarioAction.Log log:
                Texted(ref text, "log"u8, log.Text);
                break;
            default:
                throw new ArgumentException($"{action.GetType().Name} has no canonical text.", nameof(action));
        }
    }

    private static void Texted(scoped ref CanonicalText text, ReadOnlySpan<byte> word, string? words)
    {
        text.Write(word);
        if (words is null)
            return;
        text.Write((byte)' ');
        text.Quote(words);
    }

    private static void WriteFault(scoped ref CanonicalText text, ScenarioAction.Fault fault)
    {
        text.Write("fault "u8);
        text.Word(fault.Kind);
        text.Write((byte)' ');
        text.Quote(fault.Target);
        foreach (var argument in fault.Arguments)
        {
            text.Write(", "u8);
            CanonicalWriter.WriteAssignment(ref text, argument);
        }
    }
}
