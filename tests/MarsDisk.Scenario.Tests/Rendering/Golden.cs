using System.Runtime.CompilerServices;
using System.Text;

namespace MarsDisk.Scenario.Tests.Rendering;

/// <summary>Files that say how something looks. A new form is written by setting the variable and reading the difference.</summary>
internal static class Golden
{
    private const string WriteVariable = "MARSDISK_WRITE_GOLDEN";

    public static void Compare(string name, string actual, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(caller)!, "Golden", name);
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            File.WriteAllText(file, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
