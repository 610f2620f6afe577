namespace MarsDisk.Snapshots;

/// <summary>Whose snapshots these are. The three parts are compared byte by byte and hold no control characters.</summary>
public sealed record SnapshotSeries
{
    private const int NameCharactersMax = 512;
    private const int TagCharactersMax = 128;

    /// <summary>Names a series.</summary>
    /// <param name="scope">Tenant or run, 1 to 512 characters.</param>
    /// <param name="name">Projector or persistence id, 1 to 512 characters.</param>
    /// <param name="schemaTag">Version of what produces the state, up to 128 characters; empty when unused.</param>
    /// <exception cref="ArgumentException">A part is empty, too long, or holds a control character or half of a surrogate pair.</exception>
    public SnapshotSeries(string scope, string name, string schemaTag = "")
    {
        Scope = Checked(scope, nameof(scope), 1, NameCharactersMax);
        Name = Checked(name, nameof(name), 1, NameCharactersMax);
        SchemaTag = Checked(schemaTag, nameof(schemaTag), 0, TagCharactersMax);
    }

    /// <summary>Tenant or run.</summary>
    public string Scope { get; }

    /// <summary>Projector or persistence id.</summary>
    public string Name { get; }

    /// <summary>Version of what produces the state; empty when unused.</summary>
    public string SchemaTag { get; }

    /// <inheritdoc/>
    public override string ToString() => SchemaTag.Length == 0 ? $"{Scope}/{Name}" : $"{Scope}/{Name}/{SchemaTag}";

    private static string Checked(string text, string parameter, int lengthMin, int lengthMax)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Length < lengthMin || text.Length > lengthMax)
            throw new ArgumentException($"{lengthMin} to {lengthMax} characters are allowed, found {text.Length}.", parameter);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is read as the replacement character, which the text itself may hold as well.
            if (System.Text.Rune.IsControl(rune) || (rune == System.Text.Rune.ReplacementChar && !text.Contains('\uFFFD', StringComparison.Ordinal)))
                throw new ArgumentException("Control characters and halves of surrogate pairs are not allowed.", parameter);
        }
        return text;
    }
}
