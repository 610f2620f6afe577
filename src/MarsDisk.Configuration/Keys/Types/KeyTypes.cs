using MarsDisk.Simulation.Parameters;

namespace MarsDisk.Configuration.Keys.Types;

/// <summary>The types of keys by the names that the tables of keys use.</summary>
internal static class KeyTypes
{
    public static readonly KeyType Number = new NumberType();
    public static readonly KeyType NumberOrAuto = new NumberType("auto");
    public static readonly KeyType NumberOrAutoMax = new NumberType("auto", "auto_max");
    public static readonly KeyType Integer = new IntegerType(int.MinValue, int.MaxValue);
    public static readonly KeyType Seed = new IntegerType(long.MinValue, long.MaxValue);
    public static readonly KeyType Flag = new FlagType();
    public static readonly KeyType Text = new TextType("text");
    public static readonly KeyType FilePath = new TextType("path");
    public static readonly KeyType NumberList = new NumberListType(length: null);
    public static readonly KeyType Pair = new NumberListType(length: 2);
    public static readonly KeyType NumberMap = new NumberMapType();
    public static readonly KeyType TextMap = new TextMapType();
    public static readonly KeyType StrengthTable = new StrengthTableType();
    public static readonly KeyType SegmentList = new SegmentListType();

    public static KeyType Choice(Type choice, Synonym? synonym = null) => new ChoiceType(ChoiceWords.All(choice), synonym);
}
