namespace MarsDisk.Configuration;

/// <summary>Who decided the value of a key.</summary>
public enum OriginKind
{
    /// <summary>The schema.</summary>
    Default,

    /// <summary>The numerics profile.</summary>
    Profile,

    /// <summary>A configuration file or a file of overrides.</summary>
    File,

    /// <summary>An override of the command line.</summary>
    Override,

    /// <summary>A variable of the environment.</summary>
    Environment,

    /// <summary>A rule that derives it from other keys.</summary>
    Derived,
}

/// <summary>Where the value of a key comes from.</summary>
/// <param name="Kind">Who decided it.</param>
/// <param name="Text">The place in words: <c>default</c>, <c>profile corrected</c>, <c>base.yml:14</c>, …</param>
public sealed record Origin(OriginKind Kind, string Text)
{
    /// <summary>The schema's own value.</summary>
    public static readonly Origin Default = new(OriginKind.Default, "default");
}
