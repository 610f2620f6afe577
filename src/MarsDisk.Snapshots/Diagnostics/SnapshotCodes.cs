using System.Globalization;

namespace MarsDisk.Snapshots.Diagnostics;

/// <summary>
/// Every code of a <see cref="SnapshotError"/>. They are stable: programs and alerts compare them. A new one is added here
/// and to the list that the tests compare with.
/// </summary>
public static class SnapshotCodes
{
    /// <summary>Snapshots are switched off.</summary>
    public const string AdmitDisabled = "admit.disabled";

    /// <summary>No slot became free in time.</summary>
    public const string AdmitBusy = "admit.busy";

    /// <summary>Cancelled before anything was published.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The deadline of the operation passed.</summary>
    public const string Deadline = "deadline";

    /// <summary>The scratch budget or its device is full.</summary>
    public const string StageNoSpace = "stage.nospace";

    /// <summary>The scratch directory is in memory, is a link, or is open to others.</summary>
    public const string StageUnsafe = "stage.unsafe";

    /// <summary>The scratch file cannot be made, written or read.</summary>
    public const string StageIo = "stage.io";

    /// <summary>The host has no place for staging that fits the request.</summary>
    public const string StageUnsupported = "stage.unsupported";

    /// <summary>The source threw.</summary>
    public const string BodyThrew = "body.threw";

    /// <summary>The source wrote more than is allowed.</summary>
    public const string BodyTooLarge = "body.toolarge";

    /// <summary>The key holds other content.</summary>
    public const string BlobExists = "blob.exists";

    /// <summary>There is no object under the key.</summary>
    public const string BlobAbsent = "blob.absent";

    /// <summary>The object has another version tag.</summary>
    public const string BlobChanged = "blob.changed";

    /// <summary>The object is longer than the store takes.</summary>
    public const string BlobTooLarge = "blob.toolarge";

    /// <summary>The data ended early, or went on, compared with the announced length.</summary>
    public const string BlobLength = "blob.length";

    /// <summary>The data or the object has another checksum.</summary>
    public const string BlobChecksum = "blob.checksum";

    /// <summary>Reading the data that was to be put failed.</summary>
    public const string BlobSource = "blob.source";

    /// <summary>The asked part lies outside the object.</summary>
    public const string BlobRange = "blob.range";

    /// <summary>The device or the account is full.</summary>
    public const string BlobNoSpace = "blob.nospace";

    /// <summary>The store refuses: credentials or permissions.</summary>
    public const string BlobDenied = "blob.denied";

    /// <summary>The store cannot be reached.</summary>
    public const string BlobUnavailable = "blob.unavailable";

    /// <summary>The store did not answer in time.</summary>
    public const string BlobTimeout = "blob.timeout";

    /// <summary>The store failed in another way.</summary>
    public const string BlobFault = "blob.fault";

    /// <summary>The part file and its directory lie on different devices.</summary>
    public const string BlobDevice = "blob.device";

    /// <summary>After publishing, the store reports another length.</summary>
    public const string VerifyLength = "verify.length";

    /// <summary>After publishing, the store reports another checksum.</summary>
    public const string VerifyChecksum = "verify.checksum";

    /// <summary>After publishing, the object is not there.</summary>
    public const string VerifyAbsent = "verify.absent";

    /// <summary>The write id was fenced: it can never be committed.</summary>
    public const string CommitFenced = "commit.fenced";

    /// <summary>The write id was committed with other content.</summary>
    public const string CommitWriteId = "commit.writeid";

    /// <summary>There is a live record, and none was expected.</summary>
    public const string CommitExists = "commit.exists";

    /// <summary>The live record has another revision.</summary>
    public const string CommitRevision = "commit.revision";

    /// <summary>A newer snapshot of the generation is live.</summary>
    public const string CommitOlder = "commit.older";

    /// <summary>A later request of the same writer was committed first.</summary>
    public const string CommitTicket = "commit.ticket";

    /// <summary>Whether the record was committed cannot be known now.</summary>
    public const string CommitInDoubt = "commit.indoubt";

    /// <summary>The record is larger than the state store takes.</summary>
    public const string StateTooLarge = "state.toolarge";

    /// <summary>Other writers changed the same document again and again.</summary>
    public const string StateContended = "state.contended";

    /// <summary>The state store cannot be reached.</summary>
    public const string StateUnavailable = "state.unavailable";

    /// <summary>The state store did not answer in time.</summary>
    public const string StateTimeout = "state.timeout";

    /// <summary>The state store refuses: credentials or permissions.</summary>
    public const string StateDenied = "state.denied";

    /// <summary>The device of the state store is full.</summary>
    public const string StateNoSpace = "state.nospace";

    /// <summary>What the state store holds cannot be understood.</summary>
    public const string StateCorrupt = "state.corrupt";

    /// <summary>A newer program wrote what the state store holds.</summary>
    public const string StateVersion = "state.version";

    /// <summary>The state store failed in another way.</summary>
    public const string StateFault = "state.fault";

    /// <summary>There is no record.</summary>
    public const string SelectNone = "select.none";

    /// <summary>The newest record was found bad before.</summary>
    public const string SelectSuspect = "select.suspect";

    /// <summary>The bytes of a record are not there.</summary>
    public const string OpenAbsent = "open.absent";

    /// <summary>No store of that name is configured.</summary>
    public const string OpenProvider = "open.provider";

    /// <summary>The container names another series, generation or sequence than its record.</summary>
    public const string OpenIdentity = "open.identity";

    /// <summary>The codec, filter or container version is unknown, or its library is missing.</summary>
    public const string OpenFormat = "open.format";

    /// <summary>A header, frame or footer is damaged.</summary>
    public const string DecodeCorrupt = "decode.corrupt";

    /// <summary>The body is longer than is accepted.</summary>
    public const string DecodeTooLarge = "decode.toolarge";

    /// <summary>Nothing reads this payload type in this version.</summary>
    public const string DecodeType = "decode.type";

    /// <summary>The sink threw.</summary>
    public const string DecodeThrew = "decode.threw";

    /// <summary>Reading failed and went on failing.</summary>
    public const string DecodeIo = "decode.io";

    /// <summary>The checksum of the whole is another one.</summary>
    public const string CompleteChecksum = "complete.checksum";

    /// <summary>The code of an answer of a blob store that says no more than its number, e.g. <c>blob.http.503</c>.</summary>
    /// <param name="status">Number of the answer, 100 to 599.</param>
    public static string BlobHttp(int status) => string.Create(CultureInfo.InvariantCulture, $"blob.http.{status}");

    /// <summary>The code of an answer of a state store that says no more than its number, e.g. <c>state.http.503</c>.</summary>
    /// <param name="status">Number of the answer, 100 to 599.</param>
    public static string StateHttp(int status) => string.Create(CultureInfo.InvariantCulture, $"state.http.{status}");
}
