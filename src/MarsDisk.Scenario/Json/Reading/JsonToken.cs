using System.Text.Json;

namespace MarsDisk.Scenario.Json;

/// <summary>One value or member name of a line of JSON.</summary>
/// <param name="Kind">What it is; objects and arrays stand for all they hold.</param>
/// <param name="Start">Index of its first byte in the line.</param>
/// <param name="End">Index behind its last byte.</param>
/// <param name="After">Index of the token behind it and all it holds.</param>
internal readonly record struct JsonToken(JsonTokenType Kind, int Start, int End, int After)
{
    /// <summary>The token as people call it.</summary>
    public string Word => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String or JsonTokenType.PropertyName => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "null",
    };
}
