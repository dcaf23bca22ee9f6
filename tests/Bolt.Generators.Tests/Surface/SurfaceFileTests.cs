using System.Linq;
using Bolt.Shared;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

public sealed class SurfaceFileTests
{
    private const string A = "GET /a  auth: jwt  guards: IsStaff  → Shop.A.Get";
    private const string B = "GET /b  auth: jwt  guards: IsStaff  → Shop.B.Get";
    private const string C = "POST /b  auth: jwt  guards: HasPermission(\"b\")  → Shop.B.Add";

    private const string Host = "GET /a  auth: jwt  guards: IsAuthenticated  options: host: \"a.example\"  → Shop.A.Get";

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n")]
    [InlineData("\uFEFF")]
    [InlineData("# Bolt surface 1")]
    [InlineData("\uFEFF# Bolt surface 1\r\n\r\n# a comment\r\n")]
    public void A_file_without_a_line_is_sound(string text)
    {
        var file = SurfaceFile.Parse(text);
        Assert.Empty(file.Entries);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Lines_know_where_they_are(string end)
    {
        var file = SurfaceFile.Parse(string.Join(end, "\uFEFF# Bolt surface 1", "", A, "# why", B, ""));
        Assert.Empty(file.Problems);
        Assert.Equal([(A, 2), (B, 4)], file.Entries.Select(static e => (e.Line.ToString(), e.Number)));
    }

    [Theory]
    [InlineData("# Bolt surface 2\n" + A, 0, "newer Bolt")]
    [InlineData("# Bolt surface 10\nwhat is this", 0, "newer Bolt")]
    [InlineData(A, 0, "first line")]
    [InlineData("# another comment\n# Bolt surface 1", 0, "first line")]
    [InlineData("# Bolt surface 1\n" + A + "\n # indented", 2, "cannot be read")]
    [InlineData("# Bolt surface 1\n<<<<<<< HEAD\n" + A, 1, "merge")]
    [InlineData("# Bolt surface 1\n" + Host + "\n" + Host + "\nGET /a  auth: jwt  guards: IsStaff  options: host: \"a.example\"  → Shop.A.Get", 3, "line 2 says \"auth: jwt  guards: IsAuthenticated  options: host: \"a.example\"\", line 4 says ")]
    [InlineData("# Bolt surface 1\n" + A + "\nGET /A/  auth: none  guards: AllowAny  → Shop.A.Get", 2, "line 2 says \"auth: jwt  guards: IsStaff\", line 3 says \"auth: none  guards: AllowAny\"")]
    public void What_cannot_be_compared_is_said_where_it_is(string text, int line, string message)
    {
        var file = SurfaceFile.Parse(text);
        var problem = Assert.Single(file.Problems);
        Assert.Equal(line, problem.Number);
        Assert.Contains(message, problem.Message);
        Assert.Empty(file.Entries);
    }

    [Fact]
    public void One_line_twice_or_with_another_handler_is_no_disagreement() =>
        Assert.Empty(SurfaceFile.Parse($"# Bolt surface 1\n{A}\n{A}\n{A.Replace("Shop.A.Get", "Shop.Old.Get")}\n").Problems);

    /// <summary>What chooses requests beside method and pattern is part of the key.</summary>
    [Fact]
    public void Two_hosts_of_one_pattern_are_two_routes() => Assert.Empty(SurfaceFile.Parse($"# Bolt surface 1\n{Host}\n{A}\n{Host.Replace("a.example", "b.example").Replace("IsAuthenticated", "IsStaff")}\n").Problems);

    [Theory]
    [InlineData("", "# Bolt surface 1\n" + A + "\n" + B + "\n" + C + "\n")]
    [InlineData("# Bolt surface 1\r\n# mine\r\n\r\n" + C + "\r\n# last\r\n", "# Bolt surface 1\r\n# mine\r\n\r\n" + A + "\r\n" + B + "\r\n" + C + "\r\n# last\r\n")]
    [InlineData("# Bolt surface 1\n" + C + "\n# of a\n" + A, "# Bolt surface 1\n" + B + "\n" + C + "\n# of a\n" + A + "\n")]
    [InlineData("# Bolt surface 1\nGET /gone  auth: jwt  guards: IsStaff  → X.Y\nGET /a  auth: api_key  guards: IsStaff  → Shop.A.Get\n", "# Bolt surface 1\n" + A + "\n" + B + "\n" + C + "\n")]
    [InlineData("\uFEFF# Bolt surface 1\n" + A + "\n" + A + "\n", "\uFEFF# Bolt surface 1\n" + A + "\n" + B + "\n" + C + "\n")]
    [InlineData("# Bolt surface 1\r\n# mine\nGET /a  auth: api_key  guards: IsStaff  → Shop.A.Get\n" + B + "\r\n\n", "# Bolt surface 1\r\n# mine\n" + A + "\n" + B + "\r\n\n" + C + "\r\n")]
    [InlineData("# Bolt surface 1\n# mine\r\r\n" + A + "\r\n" + B, "# Bolt surface 1\n# mine\r\r\n" + A + "\r\n" + B + "\n" + C + "\n")]
    [InlineData("\r\n\n", "# Bolt surface 1\r\n" + A + "\r\n" + B + "\r\n" + C + "\r\n")]
    public void Writing_changes_only_what_differs_and_a_second_time_nothing(string text, string expected)
    {
        var wanted = new[] { C, B, A }.Select(static l => SurfaceLine.Parse(l, out _)!).ToArray();
        var written = SurfaceFile.Write(text, wanted);
        Assert.Equal(expected, written);
        Assert.Equal(written, SurfaceFile.Write(written, wanted));
    }

    [Fact]
    public void An_arrow_of_ASCII_stays_as_it_is() =>
        Assert.Equal($"# Bolt surface 1\n{A.Replace("→", "->")}\n", SurfaceFile.Write($"# Bolt surface 1\n{A.Replace("→", "->")}\n", [SurfaceLine.Parse(A, out _)!]));

    [Fact]
    public void A_large_file_is_written_in_one_go()
    {
        var wanted = Enumerable.Range(0, 2000).Select(static i => SurfaceLine.Parse($"GET /{(i * 7919) % 2000:d4}  auth: jwt  guards: IsStaff  → Shop.A.Get{i}", out _)!).ToArray();
        var written = SurfaceFile.Write("", wanted);
        Assert.Equal(wanted.OrderBy(static w => w, SurfaceFile.Order).Select(static w => w.ToString()), SurfaceFile.Parse(written).Entries.Select(static e => e.Line.ToString()));
    }
}
