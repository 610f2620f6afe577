using System.Text.Json;

namespace MarsDisk.Scenario.Json;

/// <summary>The tokens of one line: a flat tree with the place of each token. One object serves all lines of a parse.</summary>
internal sealed class JsonLine
{
    private readonly List<JsonToken> _tokens = new(64);
    private readonly List<int> _open = [];

    /// <summary>The token at an index.</summary>
    public JsonToken this[int index] => _tokens[index];

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Count;

    /// <summary>Reads a line, which holds one value and nothing else.</summary>
    /// <param name="line">Valid UTF-8 without its line end.</param>
    /// <param name="depthMax">Deepest nesting.</param>
    /// <param name="errorAt">Index of the first byte that is no JSON.</param>
    public bool TryRead(ReadOnlySpan<byte> line, int depthMax, out int errorAt)
    {
        _tokens.Clear();
        _open.Clear();
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = depthMax });
        try
        {
            while (reader.Read())
                Add(ref reader);
            errorAt = 0;
            return true;
        }
        catch (JsonException error)
        {
            errorAt = (int)Math.Min(error.BytePositionInLine ?? 0, line.Length);
            return false;
        }
    }

    /// <summary>The text of a string or name, escapes resolved; false for half of a surrogate pair.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> line, JsonToken token, out byte[] text)
    {
        var raw = line[(token.Start + 1)..(token.End - 1)];
        text = [];
        if (!raw.Contains((byte)'\\'))
        {
            text = raw.ToArray();
            return true;
        }

        var reader = new Utf8JsonReader(line[token.Start..token.End]);
        reader.Read();
        try
        {
            var buffer = new byte[raw.Length];
            text = buffer[..reader.CopyString(buffer)];
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Add(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var end = (int)reader.BytesConsumed;
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                var opening = _open[^1];
                _open.RemoveAt(_open.Count - 1);
                _tokens[opening] = _tokens[opening] with { End = end, After = _tokens.Count };
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _open.Add(_tokens.Count);
                _tokens.Add(new JsonToken(reader.TokenType, start, end, 0));
                break;
            case JsonTokenType.PropertyName:
                // The reader has passed the colon; the name ends at its own quote.
                _tokens.Add(new JsonToken(reader.TokenType, start, start + reader.ValueSpan.Length + 2, _tokens.Count + 1));
                break;
            default:
                _tokens.Add(new JsonToken(reader.TokenType, start, end, _tokens.Count + 1));
                break;
        }
    }
}
