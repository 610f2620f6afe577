namespace MarsDisk.LanguageServer.Scenarios;

/// <summary>What a piece of a line looks like. Words are not reserved: what they mean depends on their place.</summary>
internal enum TokenKind : byte
{
    Word,
    Text,
    Number,
    Unit,
    Sign,
    Comment,
}

/// <summary>A piece of a line, as a byte range of the document.</summary>
internal readonly record struct Token(TokenKind Kind, long Start, long End)
{
    public int Length => (int)(End - Start);
}
