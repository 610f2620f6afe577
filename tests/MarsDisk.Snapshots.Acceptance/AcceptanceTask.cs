using System.Globalization;

namespace MarsDisk.Snapshots.Acceptance;

/// <summary>What a process is asked to do.</summary>
/// <param name="Verb"><c>save</c>, <c>restore</c>, <c>array-save</c> and so on; see <see cref="AcceptanceChild"/>.</param>
/// <param name="Folder">Directory for everything that lies on the disk.</param>
public sealed record AcceptanceTask(string Verb, string Folder)
{
    /// <summary>Kind of the store.</summary>
    public string Store { get; init; } = "file";

    /// <summary>Endpoint or connection string of the store.</summary>
    public string Place { get; init; } = "";

    /// <summary>Body bytes.</summary>
    public long BodyBytes { get; init; }

    /// <summary>Operations one after the other.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Compression.</summary>
    public SnapshotCodec Codec { get; init; }

    /// <summary>Where the body waits.</summary>
    public StagingMode Staging { get; init; }

    /// <summary>The words of the command line.</summary>
    public IReadOnlyList<string> ToArguments() =>
    [
        Verb, Folder, Store, Place, BodyBytes.ToString(CultureInfo.InvariantCulture), Times.ToString(CultureInfo.InvariantCulture),
        Codec.ToString(), Staging.ToString(),
    ];

    /// <summary>Reads them.</summary>
    public static AcceptanceTask Of(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new AcceptanceTask(arguments[0], arguments[1])
        {
            Store = arguments[2],
            Place = arguments[3],
            BodyBytes = long.Parse(arguments[4], CultureInfo.InvariantCulture),
            Times = int.Parse(arguments[5], CultureInfo.InvariantCulture),
            Codec = Enum.Parse<SnapshotCodec>(arguments[6]),
            Staging = Enum.Parse<StagingMode>(arguments[7]),
        };
    }
}
