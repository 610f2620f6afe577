using System.Text.Json;

namespace MarsDisk.Scenario.Json;

/// <summary>Actions as members of their object: <c>"do": {"set": {…}}</c>.</summary>
internal static class JsonActions
{
    public static void Write(Utf8JsonWriter json, ScenarioAction action)
    {
        json.WriteStartObject("do");
        switch (action)
        {
            case ScenarioAction.SetKey set:
                json.WriteStartObject("set");
                json.WritePropertyName(set.Key);
                JsonValues.Write(json, set.Value);
                json.WriteEndObject();
                break;
            case ScenarioAction.Ramp ramp:
                json.WriteStartObject("ramp");
                json.WriteString("key", ramp.Key);
                json.WritePropertyName("to");
                JsonValues.Write(json, ramp.To);
                JsonValues.Write(json, "over", ramp.Over);
                json.WriteEndObject();
                break;
            case ScenarioAction.Snapshot snapshot:
                json.WriteString("snapshot", snapshot.Label);
                break;
            case ScenarioAction.Flush:
                json.WriteNull("flush");
                break;
            case ScenarioAction.Fault fault:
                json.WriteStartObject("fault");
                json.WriteString("kind", fault.Kind);
                json.WriteString("target", fault.Target);
                JsonValues.Write(json, "with", fault.Arguments);
                json.WriteEndObject();
                break;
            case ScenarioAction.Pause { WallTime: { } time }:
                JsonValues.Write(json, "pause", time);
                break;
            case ScenarioAction.Pause:
                json.WriteNull("pause");
                break;
            case ScenarioAction.Resume:
                json.WriteNull("resume");
                break;
            case ScenarioAction.Stop stop:
                json.WriteString("stop", stop.Reason);
                break;
            case ScenarioAction.Log log:
                json.WriteString("log", log.Text);
                break;
            default:
                throw new ArgumentException($"{action.GetType().Name} has no object in the twin.", nameof(action));
        }

        json.WriteEndObject();
    }
}
