namespace MarsDisk.Scenario.Lexing;

/// <summary>Everything a reader can expect. The number is the one of <see cref="Expectations.Table"/>.</summary>
internal enum Expected
{
    Action, Value, Time, TimeUnit, Unit, FaultKind, Option, Comparison, Name, Path, Text, Number, Integer, Duration,
    Digits, Blank, EndOfLine, Equals, OpenBrace, CloseBrace, OpenParen, CloseParen, OpenBracket, CloseBracket, Comma,
    Colon, PlusMinus, One, OpEqual, OpNotEqual, OpLessOrEqual, OpMoreOrEqual, OpApproximately, OpLess, OpMore,
    WordScenario, WordConfig, WordTable, WordRun, WordSweep, WordWait, WordEnd, WordEvery, WordExpect, WordAt,
    WordDrive, WordVary, WordFrom, WordVersion, WordLinear, WordStep, WordExtrapolate, WordHold, WordError,
    WordAlways, WordAll, WordTo, WordOver, WordFor, WordIn, WordCount, WordSet, WordRamp, WordSnapshot, WordFlush,
    WordFault, WordPause, WordResume, WordStop, WordLog, OptionUntil, OptionOutput, OptionSeed, OptionPriority,
    OptionCheckpointEvery, OptionOnError, OptionOnExpectFailure, OptionResumeFrom, OptionParallel, OptionRole,
    OptionLimit, OptionOrder, UnitD, UnitDay, UnitH, UnitKyr, UnitMin, UnitMs, UnitMyr, UnitOrbit, UnitS, UnitYr,
    FaultCrash, FaultStall, FaultDelay, FaultDrop, FaultDuplicate, FaultCorrupt, FaultDiskFull, FaultSlowDisk,
    FaultKillNode, FaultPartition,
}
