namespace MarsDisk.Simulation.States;

/// <summary>
/// One list of fields, two directions: a state names each of its fields once, and the transfer either writes them
/// or fills them. A field cannot be saved and forgotten on loading.
/// </summary>
internal interface IStateTransfer
{
    void Number(uint tag, ref double value);

    void Number(uint tag, ref long value);

    void Flag(uint tag, ref bool value);

    void Numbers(uint tag, ref double[] values);

    /// <summary>Whether a field that a state may lack is there: on the way out as given, on the way in as found.</summary>
    bool Has(uint tag, bool isPresent);

    void Bytes(uint tag, ref byte[] values);
}
