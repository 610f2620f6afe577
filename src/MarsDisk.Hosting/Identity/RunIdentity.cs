using System.Text;

using MarsDisk.Journal.Events;

namespace MarsDisk.Hosting.Identity;

/// <summary>
/// Who a run is: a hash over everything that can change a byte of its tables (resolved configuration, seed, tables that
/// it reads, physics of the program) and over nothing else, so the same plan has the same id anywhere.
/// </summary>
public sealed class RunIdentity
{
    private readonly string _content;

    /// <summary>Derives hash and id.</summary>
    /// <param name="planJson">Resolved configuration as canonical JSON, without keys that change no byte.</param>
    /// <param name="seed">The rng seed that is really used.</param>
    /// <param name="inputs">Tables that the run reads.</param>
    public RunIdentity(string planJson, long seed, IReadOnlyList<InputFile> inputs)
    {
        _content = FormattableString.Invariant($"{planJson}\nseed {seed}\n{string.Concat(inputs.Select(input => $"{input.Role} {input.Sha256}\n"))}");
        PlanHash = HashWith(PhysicsFingerprint.Value);
        Run = RunIds.Of(PlanHash);
    }

    /// <summary>Hash of the plan.</summary>
    public ContentHash PlanHash { get; }

    /// <summary>Id of the run.</summary>
    public RunId Run { get; }

    /// <summary>The hash that this plan would have with another program.</summary>
    /// <param name="fingerprint">Fingerprint of that program.</param>
    public ContentHash HashWith(ContentHash fingerprint) =>
        ContentHash.Of(Encoding.UTF8.GetBytes($"{_content}physics {fingerprint}\n"));
}

/// <summary>A table file that a run reads.</summary>
/// <param name="Role">Key that names it.</param>
/// <param name="Path">As configured.</param>
/// <param name="Bytes">Size of the file that was found.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record InputFile(string Role, string Path, long Bytes, ContentHash Sha256);
