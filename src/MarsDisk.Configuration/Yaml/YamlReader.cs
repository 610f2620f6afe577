using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MarsDisk.Configuration.Yaml;

/// <summary>
/// Builds the nodes of one YAML 1.2 document from parser events. Refuses tags, merge keys, duplicate keys, aliases to
/// anything but scalars, several documents, and whatever exceeds <see cref="YamlLimits"/>.
/// </summary>
internal sealed class YamlReader
{
    private readonly string _file;
    private readonly Parser _events;
    private readonly Dictionary<string, YamlScalar> _anchors = new(StringComparer.Ordinal);
    private int _nodes;
    private int _aliases;

    private YamlReader(string text, string file)
    {
        _file = file;
        _events = new Parser(new StringReader(text));
    }

    /// <summary>The root of the document, or null and the one finding that says why not. An empty text is a null.</summary>
    public static YamlNode? Read(string text, string file, out Finding? refusal)
    {
        refusal = null;
        try
        {
            return new YamlReader(text, file).ReadDocument();
        }
        catch (RefusedException refused)
        {
            refusal = refused.Finding;
        }
        catch (YamlException broken)
        {
            refusal = PlaceOf(file, broken.Start).Error("YAML", $"This is not valid YAML: {FirstLine(broken.Message)}");
        }

        return null;
    }

    private YamlNode ReadDocument()
    {
        Take<StreamStart>();
        if (_events.Current is StreamEnd)
            return new YamlScalar(new Place(_file, 1, 1), "", isPlain: true);

        Take<DocumentStart>();
        var root = ReadNode(depth: 1);
        Take<DocumentEnd>();
        if (_events.Current is not StreamEnd)
            throw Refuse("YAML", "A second document begins here.", "Keep one document per file.");
        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (++_nodes > YamlLimits.NodesMax)
            throw Refuse("LIMIT", $"The file has more than {YamlLimits.NodesMax} nodes.");
        if (_events.Current is NodeEvent { Tag.IsEmpty: false } tagged)
            throw Refuse("YAML", $"The tag {tagged.Tag} is not allowed.", "Remove the tag; types follow from the key.");

        return _events.Current switch
        {
            AnchorAlias alias => ReadAlias(alias),
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw Refuse("YAML", "A value is expected here."),
        };
    }

    private YamlScalar ReadAlias(AnchorAlias alias)
    {
        if (++_aliases > YamlLimits.AliasesMax)
            throw Refuse("LIMIT", $"The file has more than {YamlLimits.AliasesMax} aliases.");
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            throw Refuse("YAML", $"The alias *{alias.Value} does not name an earlier scalar.",
                "Write the value out; aliases to lists and mappings are not allowed.");

        var place = Here();
        Advance();
        return new YamlScalar(place, target.Text, target.IsPlain);
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var node = new YamlScalar(Here(), scalar.Value, scalar.Style is ScalarStyle.Plain);
        if (!scalar.Anchor.IsEmpty)
            _anchors[scalar.Anchor.Value] = node;
        Advance();
        return node;
    }

    private YamlSequence ReadSequence(int depth)
    {
        CheckDepth(depth);
        var sequence = new YamlSequence(Here());
        Advance();
        while (_events.Current is not SequenceEnd)
            sequence.Items.Add(ReadNode(depth + 1));
        Advance();
        return sequence;
    }

    private YamlMapping ReadMapping(int depth)
    {
        CheckDepth(depth);
        var mapping = new YamlMapping(Here());
        Advance();
        while (_events.Current is not MappingEnd)
            ReadEntry(mapping, depth);
        Advance();
        return mapping;
    }

    private void ReadEntry(YamlMapping mapping, int depth)
    {
        if (_events.Current is not Scalar and not AnchorAlias)
            throw Refuse("YAML", "A key must be a single word or number.");
        if (_events.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain })
            throw Refuse("YAML", "The merge key << is not allowed.", "Write the entries out.");

        var key = (YamlScalar)ReadNode(depth + 1);
        var value = ReadNode(depth + 1);
        if (!mapping.TryAdd(key.Text, key.Place, value))
            throw new RefusedException(key.Place.Error("YAML", $"The key {key.Text} stands twice in one mapping.",
                "Remove one of the two."));
    }

    private void CheckDepth(int depth)
    {
        if (depth > YamlLimits.DepthMax)
            throw Refuse("LIMIT", $"The file is nested deeper than {YamlLimits.DepthMax} levels.");
    }

    private void Take<TEvent>() where TEvent : ParsingEvent
    {
        if (_events.Current is null)
            Advance();
        if (_events.Current is not TEvent)
            throw Refuse("YAML", "The document is not complete.");
        Advance();
    }

    private void Advance()
    {
        try
        {
            _events.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // The parser says so when text follows the end of a document.
            throw Refuse("YAML", "The document does not end where its text does.", "Keep one document per file.");
        }
    }

    private Place Here() => PlaceOf(_file, _events.Current!.Start);

    private RefusedException Refuse(string code, string message, string? advice = null) =>
        new(PlaceOf(_file, _events.Current?.Start ?? Mark.Empty).Error(code, message, advice));

    private static Place PlaceOf(string file, Mark mark) =>
        new(file, Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();

    /// <summary>Carries the one finding out of the recursion.</summary>
    private sealed class RefusedException(Finding finding) : Exception(finding.Message)
    {
        public Finding Finding { get; } = finding;
    }
}
