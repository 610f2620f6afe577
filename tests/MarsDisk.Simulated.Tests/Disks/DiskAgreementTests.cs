using System.Globalization;
using MarsDisk.Journal.Files;

namespace MarsDisk.Simulated.Disks;

/// <summary>Without a power loss the simulated disk answers every call as the disk of the operating system does.</summary>
public sealed class DiskAgreementTests
{
    private const int Sequences = 50;
    private const int Calls = 60;

    [Fact]
    public void Both_disks_answer_the_same_to_any_sequence_of_calls()
    {
        for (var seed = 0; seed < Sequences; seed++)
        {
            var folder = Directory.CreateTempSubdirectory("marsdisk-agreement-");
            using var memory = new SimulatedDisk();
            memory.CreateDirectory(folder.FullName);
            using var real = new Script(FileSystemDisk.Instance, folder.FullName, seed);
            using var simulated = new Script(memory, folder.FullName, seed);

            for (var call = 0; call < Calls; call++)
            {
                var expected = real.Next();
                var found = simulated.Next();
                Assert.True(expected == found, $"seed {seed}, call {call}: {expected}\nsimulated: {found}");
            }

            folder.Delete(recursive: true);
        }
    }

    /// <summary>The calls of a seed, made on one disk; each answers with a line of text.</summary>
    private sealed class Script(IDisk disk, string root, int seed) : IDisposable
    {
        private static readonly string[] Folders = ["", "one", "one/two"];
        private static readonly string[] Names = ["a", "b", "c"];

        private readonly SeededRandom _random = new(seed);
        private readonly List<IDisposable> _open = [];

        public string Next()
        {
            var kind = _random.Below(20);
            try
            {
                return string.Create(CultureInfo.InvariantCulture, $"{kind}: {(kind < 10 ? OfNames(kind) : OfOpenFiles(kind))}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{kind}: {error.GetType().Name}");
            }
        }

        public void Dispose() => _open.ForEach(static file => file.Dispose());

        private string OfNames(int kind)
        {
            var path = Path.Combine(Folder(), _random.Of(Names));
            var other = Path.Combine(Folder(), _random.Of(Names));
            switch (kind)
            {
                case 0 or 1:
                    return Keep(disk.Create(path));
                case 2:
                    return Keep(disk.Open(path));
                case 3:
                    return disk.TryLock(path) is { } file ? Keep(file) : "held";
                case 4:
                    return Content(path);
                case 5:
                    disk.Move(path, other);
                    return "moved";
                case 6:
                    disk.Delete(path);
                    return "deleted";
                case 7:
                    disk.CreateDirectory(Folder());
                    return "made";
                case 8:
                    disk.SyncDirectory(Folder());
                    return "synced";
                default:
                    return $"{disk.LengthOf(path)} {string.Join(' ', disk.List(Folder()) ?? [])}";
            }
        }

        private string OfOpenFiles(int kind)
        {
            var (at, offset, count, value) = (_random.Below(100), _random.Below(3000), _random.Below(2000), _random.Below(256));
            if (_open.Count == 0)
                return "nothing is open";
            var file = (IDiskFile)_open[at % _open.Count];
            switch (kind)
            {
                case 10 or 11 or 12 or 13:
                    file.Write([.. Enumerable.Repeat((byte)value, count)], Math.Min(offset, file.Length + 100));
                    return $"{file.Length}";
                case 14:
                    file.SetLength(offset);
                    return "cut";
                case 15:
                    var bytes = new byte[count];
                    var read = file.Read(bytes, offset);
                    return $"{read} {Convert.ToHexString(bytes)}";
                case 16:
                    file.Sync();
                    return "synced";
                case 17:
                    return $"{file.Length} {file.IsReplaced}";
                default:
                    file.Dispose();
                    _open.Remove(file);
                    return "closed";
            }
        }

        private string Folder() => Path.Combine(root, _random.Of(Folders)).TrimEnd('/');

        private string Keep(IDiskFile file)
        {
            _open.Add(file);
            return "open";
        }

        private string Content(string path)
        {
            using var stream = disk.OpenRead(path);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Convert.ToHexString(bytes);
        }
    }
}
