using System.Diagnostics;
using System.Runtime.CompilerServices;
using MarsDisk.History.Schemas;
using MarsDisk.Parquet;

namespace MarsDisk.History.Columns;

/// <summary>
/// The facts of the steps of a chunk, column by column. The recorder writes every live fact of every step and
/// every constant once per chunk; what no table shows is accepted and forgotten.
/// </summary>
public sealed class FactColumns : IDisposable
{
    private const int Ranks = 3;

    private readonly HistorySchemas _schemas;
    private readonly NativeBlock _memory;
    private readonly long[] _offsets;
    private readonly int _capacity;

    internal FactColumns(HistorySchemas schemas, int capacity)
    {
        _schemas = schemas;
        _capacity = capacity;
        (_offsets, var bytes) = Layout(schemas, capacity);
        _memory = new NativeBlock(bytes);
        foreach (var fact in schemas.Facts.Where(fact => fact.IsConstant))
            ClearConstant(fact);
    }

    /// <summary>Bytes of native memory held.</summary>
    public long Bytes => _memory.Bytes;

    /// <summary>Bytes that the facts of so many steps take; what the constructor allocates.</summary>
    internal static long BytesFor(HistorySchemas schemas, int capacity) => Layout(schemas, capacity).Bytes;

    /// <summary>The numbers of a live fact, one a step; as long as the capacity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<double> Doubles(StepFact fact) => _memory.Slice<double>(_offsets[(int)fact], _capacity);

    /// <summary>The integers of a live fact, one a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<long> Integers(StepFact fact) => _memory.Slice<long>(_offsets[(int)fact], _capacity);

    /// <summary>The bytes of a live flag (0, 1, missing) or text (index of the word), one a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Flags(StepFact fact) => _memory.Slice<byte>(_offsets[(int)fact], _capacity);

    /// <summary>Writes a number; <see cref="Missing.Double"/> for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(StepFact fact, int row, double value)
    {
        AssertLive(fact, ColumnKind.Double);
        Doubles(fact)[row] = value;
    }

    /// <summary>Writes an integer; <see cref="Missing.Integer"/> for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(StepFact fact, int row, long value)
    {
        AssertLive(fact, ColumnKind.Integer);
        Integers(fact)[row] = value;
    }

    /// <summary>Writes a truth value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(StepFact fact, int row, bool value)
    {
        AssertLive(fact, ColumnKind.Boolean);
        Flags(fact)[row] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Writes a word by its index in the schema (<see cref="FactDefinition.IndexOf"/>); <see cref="Missing.Text"/> for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetWord(StepFact fact, int row, byte index)
    {
        AssertLive(fact, ColumnKind.Text);
        Flags(fact)[row] = index;
    }

    /// <summary>Sets a constant number; <see cref="Missing.Double"/> for none. A fact that is not constant throws.</summary>
    public void SetConstant(StepFact fact, double value)
    {
        if (IsShownConstant(fact, ColumnKind.Double))
            Cell<double>(fact) = value;
    }

    /// <summary>Sets a constant word. A fact that is not constant, or a word outside its list, throws.</summary>
    public void SetConstant(StepFact fact, string word)
    {
        if (IsShownConstant(fact, ColumnKind.Text))
            Cell<byte>(fact) = _schemas[fact].IndexOf(word);
    }

    /// <summary>The value of a constant number.</summary>
    public double Constant(StepFact fact) => Cell<double>(fact);

    /// <summary>The word of a constant text; null for none.</summary>
    public string? ConstantWord(StepFact fact)
    {
        var index = Cell<byte>(fact);

        return index == Missing.Text ? null : _schemas[fact].Words[index];
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    internal long OffsetOf(StepFact fact) => _offsets[(int)fact];

    internal Span<byte> Slice(long offset, int count) => _memory.Slice<byte>(offset, count);

    private void ClearConstant(FactDefinition fact)
    {
        if (fact.Kind == ColumnKind.Double)
            Cell<double>(fact.Fact) = Missing.Double;
        else
            Cell<byte>(fact.Fact) = Missing.Text;
    }

    // The one cell of a constant.
    private ref T Cell<T>(StepFact fact)
        where T : unmanaged =>
        ref _memory.Slice<T>(_offsets[(int)fact], 1)[0];

    private bool IsShownConstant(StepFact fact, ColumnKind kind)
    {
        if (!_schemas.Shows(fact))
            return false;
        if (!_schemas[fact].IsConstant || _schemas[fact].Kind != kind)
            throw new ArgumentException($"{fact} is not a constant of kind {kind}.", nameof(fact));

        return true;
    }

    [Conditional("DEBUG")]
    private void AssertLive(StepFact fact, ColumnKind kind) =>
        Debug.Assert(!_schemas.Shows(fact) || (!_schemas[fact].IsConstant && _schemas[fact].Kind == kind), $"{fact} is not live of kind {kind}.");

    // Live numbers first, live bytes behind them, constants last. Facts that no table shows share one column
    // that nobody reads: the recorder need not ask which tables are switched on.
    private static (long[] Offsets, long Bytes) Layout(HistorySchemas schemas, int capacity)
    {
        var offsets = new long[schemas.FactCount];
        var end = NativeBlock.ColumnBytes(capacity, sizeof(double));
        for (var rank = 0; rank < Ranks; rank++)
        {
            foreach (var fact in schemas.Facts)
            {
                if (Rank(fact) != rank)
                    continue;
                offsets[(int)fact.Fact] = end;
                end += fact.IsConstant ? NativeBlock.CacheLine : NativeBlock.ColumnBytes(capacity, CellBytes(fact.Kind));
            }
        }

        return (offsets, end);
    }

    private static int Rank(FactDefinition fact) => fact.IsConstant ? 2 : CellBytes(fact.Kind) == 1 ? 1 : 0;

    internal static int CellBytes(ColumnKind kind) => kind is ColumnKind.Double or ColumnKind.Integer ? 8 : 1;
}
