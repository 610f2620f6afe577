namespace MarsDisk.Journal;

/// <summary>A journal that must not be opened: nothing was changed. The message names offset and sequence.</summary>
public sealed class JournalCorruptException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Somebody else appended to the journal: the lease is lost and nothing was written.</summary>
public sealed class LeaseLostException(string message) : Exception(message);

/// <summary>An event contradicts what was committed before it.</summary>
public sealed class LedgerException(string message) : Exception(message);
