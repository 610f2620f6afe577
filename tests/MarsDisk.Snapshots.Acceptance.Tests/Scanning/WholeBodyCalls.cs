namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>Calls that make one piece of a body, or that take buffers from where a limit of the heap is not known.</summary>
internal static class WholeBodyCalls
{
    /// <summary>What is wrong with a call; null: nothing.</summary>
    public static string? ProblemOf(ScannedCall call) => (TypeNames.Open(call.Type), call.Name) switch
    {
        ("System.IO.MemoryStream", ".ctor") => call.Parameters.Count > 0 && call.Parameters[0] == "Byte[]" ? null : "a memory stream that grows",
        ("System.IO.MemoryStream", "ToArray") => "a copy of a whole stream",
        ("System.IO.File", "ReadAllBytes" or "ReadAllBytesAsync" or "ReadAllText" or "ReadAllTextAsync") => "a whole file in memory",
        ("System.IO.StreamReader" or "System.IO.TextReader", "ReadToEnd" or "ReadToEndAsync") => "a whole stream as text",
        ("System.BinaryData", _) => "a whole body as binary data",
        ("System.Buffers.Text.Base64", "GetMaxEncodedToUtf8Length" or "IsValid") => null,
        ("System.Buffers.Text.Base64", _) => "Base64",
        (var type, var name) when type.StartsWith("System.", StringComparison.Ordinal) && name.Contains("Base64", StringComparison.Ordinal) => "Base64",
        ("System.Text.Json.JsonSerializer", "Serialize" or "SerializeToUtf8Bytes") when call.Parameters[0] is not ("System.Text.Json.Utf8JsonWriter" or "System.IO.Stream") => "JSON in one piece",
        ("System.Net.Http.HttpContent", "ReadAsByteArrayAsync" or "ReadAsStringAsync" or "LoadIntoBufferAsync") => "a whole answer in memory",
        ("System.Net.Http.HttpClient", "GetByteArrayAsync" or "GetStringAsync") => "a whole answer in memory",
        ("System.Buffers.ArrayPool`1", "get_Shared") when call.Type.Contains("Byte", StringComparison.Ordinal) => "the shared pool",
        (_, "ToArray") when IsOfBytes(call) => "a copy as an array",
        _ => null,
    };

    private static bool IsOfBytes(ScannedCall call) =>
        call.GenericArguments == "Byte" || call.Type is "System.ReadOnlyMemory`1<Byte>" or "System.Memory`1<Byte>" or "System.ReadOnlySpan`1<Byte>"
            or "System.Span`1<Byte>" or "System.Buffers.ReadOnlySequence`1<Byte>" or "System.Collections.Generic.List`1<Byte>";
}
