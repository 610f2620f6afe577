namespace MarsDisk.Scenario.Blocks;

/// <summary>What the next line stands in.</summary>
internal enum BlockKind : byte
{
    Top,
    Config,
    Sweep,
    Template,
    Run,
    Table,
    Driver,
}
