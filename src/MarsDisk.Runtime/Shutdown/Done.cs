namespace MarsDisk.Runtime;

/// <summary>The result of work that has none.</summary>
public sealed class Done
{
    /// <summary>The one value.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
