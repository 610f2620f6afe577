using MarsDisk.Configuration.Yaml;

namespace MarsDisk.Configuration.Hocon;

/// <summary>
/// Reads HOCON strictly (architecture.md §9.3): what the usual parser forgives or drops is an error with its place here.
/// Reading goes on behind an error, so that all of them are told at once.
/// </summary>
internal sealed class HoconReader
{
    private const string Code = "HOCON";
    private const int BytesMax = 1 << 20;
    private const int DepthMax = 32;
    private const int FindingsMax = 100;

    private readonly HoconScanner _scanner;
    private readonly ICollection<Finding> _findings;
    private readonly HoconScalarReader _scalars;
    private int _depth;

    private HoconReader(string text, string file, ICollection<Finding> findings)
    {
        _scanner = new HoconScanner(text, file);
        _findings = findings;
        _scalars = new HoconScalarReader(_scanner, Report);
    }

    /// <summary>Reads a whole file; what could not be read is missing from the answer and named in the findings.</summary>
    public static HoconObject Read(string text, string file, ICollection<Finding> findings)
    {
        if (text.Length > BytesMax)
        {
            findings.Add(new Place(file, 1, 1).Error("LIMIT", $"The file has {text.Length} characters; at most {BytesMax} are read."));
            return new HoconObject(new Place(file, 1, 1), []);
        }

        return new HoconReader(text, file, findings).ReadRoot();
    }

    private HoconObject ReadRoot()
    {
        var place = _scanner.Place;
        _scanner.SkipSpace();
        var members = new List<HoconMember>();
        if (_scanner.Current == '{')
            members.AddRange(ReadObject().Members);
        else
            ReadMembers(members);

        while (true)
        {
            _scanner.SkipSpace();
            if (_scanner.IsAtEnd)
                return new HoconObject(place, members);

            Report(_scanner.Place.Error(Code, _scanner.Current == '}'
                ? "This brace closes nothing."
                : $"Nothing may follow the closing brace of the file, and here is '{_scanner.Current}'."));
            _scanner.Take();
            ReadMembers(members);
        }
    }

    private HoconObject ReadObject()
    {
        var place = _scanner.Place;
        _scanner.Take();
        var members = new List<HoconMember>();
        if (++_depth > DepthMax)
        {
            Report(place.Error("LIMIT", $"Objects may be nested {DepthMax} deep."));
            SkipNested();
        }
        else
        {
            ReadMembers(members);
        }

        _depth--;
        if (_scanner.Current == '}')
            _scanner.Take();
        else if (_scanner.IsAtEnd)
            Report(place.Error(Code, "This brace is never closed."));
        return new HoconObject(place, members);
    }

    // Up to the end or the brace that closes the object.
    private void ReadMembers(List<HoconMember> members)
    {
        while (true)
        {
            _scanner.SkipSpace();
            if (_scanner.IsAtEnd || _scanner.Current == '}')
                return;
            if (ReadMember() is { } member)
                members.Add(member);
        }
    }

    private HoconMember? ReadMember()
    {
        var place = _scanner.Place;
        if (ReadPath() is not { } path)
            return Recover();

        _scanner.SkipBlanks();
        if (_scanner.LooksAt("+="))
            return Recover(_scanner.Place, "'+=' is not understood.", "Write the whole value with '='.");
        if (_scanner.Current is '=' or ':')
            _scanner.Take();
        else if (_scanner.Current != '{')
            return Recover(_scanner.Place, $"Expected '=', ':' or '{{' behind the key {string.Join('.', path)}, found {Found()}.");

        _scanner.SkipBlanks();
        if (ReadValue() is not { } value || !EndMember())
            return Recover();
        return new HoconMember(path, place, value);
    }

    private HoconValue? ReadValue() => _scanner.Current switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        _ => _scalars.Read(),
    };

    private HoconArray? ReadArray()
    {
        var place = _scanner.Place;
        _scanner.Take();
        var items = new List<HoconValue>();
        if (++_depth > DepthMax)
        {
            Report(place.Error("LIMIT", $"Lists may be nested {DepthMax} deep."));
            return null;
        }

        while (true)
        {
            _scanner.SkipSpace();
            if (_scanner.Current == ']')
            {
                _scanner.Take();
                _depth--;
                return new HoconArray(place, items);
            }

            if (_scanner.IsAtEnd || _scanner.Current == '}' || ReadValue() is not { } item)
            {
                Report(place.Error(Code, "This bracket is never closed."));
                _depth--;
                return null;
            }

            items.Add(item);
            _scanner.SkipBlanks();
            if (_scanner.Current == ',')
                _scanner.Take();
        }
    }

    // Behind a value: a comma, the end of the line, or what closes the object.
    private bool EndMember()
    {
        _scanner.SkipBlanks();
        if (_scanner.Current == ',')
            _scanner.Take();
        else if (!_scanner.IsAtLineEnd && _scanner.Current != '}' && !_scanner.IsAtComment)
        {
            Report(_scanner.Place.Error(Code, $"Expected the end of the line or a comma, found {Found()}."));
            return false;
        }

        return true;
    }

    private List<string>? ReadPath()
    {
        var path = new List<string>();
        while (true)
        {
            var word = _scanner.Current == '"' ? _scalars.ReadQuoted() : _scanner.TakeWhile(IsKeyLetter);
            if (word is null)
                return null;
            if (word.Length == 0)
            {
                Report(_scanner.Place.Error(Code, path.Count == 0
                    ? $"Expected a key, found {Found()}."
                    : $"Expected the rest of the key {string.Join('.', path)}, found {Found()}."));
                return null;
            }

            path.Add(word);
            if (_scanner.Current != '.')
                return path;
            _scanner.Take();
        }
    }

    private static bool IsKeyLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_';

    private string Found() =>
        _scanner.IsAtEnd ? "the end of the file" : _scanner.IsAtLineEnd ? "the end of the line" : $"'{_scanner.Current}'";

    private HoconMember? Recover(Place place, string message, string? advice = null)
    {
        Report(place.Error(Code, message, advice));
        return Recover();
    }

    // To the end of the line; objects that begin in it are read for their own errors, so that their braces stay balanced.
    private HoconMember? Recover()
    {
        while (!_scanner.IsAtLineEnd && _scanner.Current != '}')
        {
            if (_scanner.IsAtComment)
                _scanner.SkipLine();
            else if (_scanner.Current == '{')
                ReadObject();
            else
                _scanner.Take();
        }

        return null;
    }

    private void SkipNested()
    {
        for (var open = 1; !_scanner.IsAtEnd; _scanner.Take())
        {
            open += _scanner.Current switch { '{' => 1, '}' => -1, _ => 0 };
            if (open == 0)
                return;
        }
    }

    private void Report(Finding finding)
    {
        if (_findings.Count < FindingsMax)
            _findings.Add(finding);
    }
}
