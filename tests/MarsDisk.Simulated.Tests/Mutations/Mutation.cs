namespace MarsDisk.Simulated.Mutations;

/// <summary>A bug that is planted in product source.</summary>
/// <param name="Name">What the program then does wrong.</param>
/// <param name="Edits">The changes of one project.</param>
internal sealed record Mutation(string Name, IReadOnlyList<Edit> Edits)
{
    /// <summary>The project that has to be compiled again.</summary>
    public string Project => Edits[0].File.Split('/')[1];

    public override string ToString() => Name;
}

/// <summary>One change of a source file.</summary>
/// <param name="File">Path from the root of the repository.</param>
/// <param name="Original">Text that must stand there exactly once.</param>
/// <param name="Replacement">Text that takes its place.</param>
internal sealed record Edit(string File, string Original, string Replacement);
