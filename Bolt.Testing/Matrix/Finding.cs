using System.Globalization;

namespace Bolt.Testing.Matrix;

/// <summary>The words for what is wrong: the first line alone has to say it.</summary>
internal static class Finding
{
    public static string LetIn(string route, string caller, Verdict verdict, string request, string got) => Details(
        $"{route} lets {caller} in: {verdict.Guard} should have refused.", request, verdict.Expected, got);

    public static string WrongRefusal(string route, string caller, Verdict verdict, string request, string got) => Details(
        $"{route} refuses {caller} in another way than {verdict.Guard} does.", request, verdict.Expected, got);

    public static string Refused(string route, string caller, string request, string got) => Details(
        $"{route} refuses {caller}.", request, "to pass", got);

    public static string Failed(string route, string caller, Verdict verdict, string request, string got) => Details(
        $"{route} fails where it should refuse {caller}.", request, verdict.Expected, got);

    public static string Details(string sentence, string request, string expected, string got) =>
        string.Create(CultureInfo.InvariantCulture, $"{sentence}\n    request:  {request}\n    expected: {expected}\n    got:      {got}");
}
