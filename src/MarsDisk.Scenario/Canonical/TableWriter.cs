namespace MarsDisk.Scenario.Canonical;

/// <summary>Canonical text of heads of tables and drivers. What lies between and outside the rows is always said.</summary>
internal static class TableWriter
{
    /// <summary>Writes a head.</summary>
    /// <param name="text">Receives it.</param>
    /// <param name="name">Name of the table; null for a driver.</param>
    /// <param name="shape">Its columns.</param>
    public static void Write(scoped ref CanonicalText text, string? name, TableShape shape)
    {
        text.Write(name is null ? "drive"u8 : "table "u8);
        if (name is not null)
            text.Word(name);
        text.Write(" ("u8);
        for (var i = 0; i < shape.Columns.Length; i++)
        {
            if (i > 0)
                text.Write(", "u8);
            text.Word(shape.Columns[i].Name);
            text.Write((byte)':');
            text.Write(shape.Columns[i].Unit.Suffix);
        }

        text.Write(shape.Interpolation == TableInterpolation.Step ? ") step"u8 : ") linear"u8);
        text.Write(shape.Extrapolation == TableExtrapolation.Error ? " extrapolate error {"u8 : " extrapolate hold {"u8);
    }
}
