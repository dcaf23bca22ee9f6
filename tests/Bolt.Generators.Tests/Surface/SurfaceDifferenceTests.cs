using System.Linq;
using Bolt.Shared;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

public sealed class SurfaceDifferenceTests
{
    private const string A = "GET /a  auth: jwt  guards: IsStaff  → Shop.A.Get";

    private const string C = "GET /c  auth: jwt  guards: IsStaff  → Shop.A.Get";
    private const string Other = "POST /d  auth: jwt  guards: IsStaff  → Shop.Other.Add";
    private const string HostA = "GET /a  auth: jwt  guards: IsAuthenticated  options: host: \"a.example\"  → Shop.A.Get";
    private const string Hosts = HostA + "\nGET /a  auth: jwt  guards: IsStaff  options: host: \"b.example\"  → Shop.A.Other";

    [Fact]
    public void What_is_recorded_is_no_difference() => Assert.Equal("", Find(A, A.Replace("Shop.A.Get", "Shop.A.Read")));

    [Theory]
    [InlineData("", A, "Unrecorded  GET /a")]
    [InlineData(A, "", "Vanished GET /a ")]
    [InlineData(A, "GET /a  auth: jwt  guards: IsStaff, IsAdminUser  → Shop.A.Get", "Changed GET /a GET /a")]
    [InlineData(A, "GET /A/  auth: jwt  guards: IsStaff  → Shop.A.Get", "Changed GET /a GET /A/")]
    [InlineData(A, "GET /a  auth: jwt  guards: IsAuthenticated  → Shop.A.Get", "Weaker GET /a GET /a")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a GET /b")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsAuthenticated  → Shop.A.Get", "Weaker GET /a GET /b")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsAuthenticated  → Shop.B.Get", "Unrecorded  GET /b, Vanished GET /a ")]
    [InlineData(A, A + "\nPOST /a  auth: jwt  guards: AllowAny  → Shop.A.Get", "Unrecorded  POST /a")]
    [InlineData(A + "\nGET /b  auth: none  guards: AllowAny  → Shop.A.Get", "GET /c  auth: jwt  guards: IsAuthenticated  → Shop.A.Get", "Weaker GET /a GET /c")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nGET /c  auth: none  guards: AllowAny  → Shop.A.Get", "Moved GET /a GET /b, Weaker GET /a GET /c")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a GET /b, Weaker GET /a POST /b")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nGET /c  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a GET /b, Moved GET /a GET /c")]
    [InlineData(A, "POST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a POST /b")]
    [InlineData(A, "PUT /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Weaker GET /a PUT /b, Weaker GET /a POST /b")]
    [InlineData(A + "\n" + C, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a GET /b, Weaker GET /a POST /b")]
    [InlineData(A + "\n" + C, C + "\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Weaker GET /a POST /b")]
    [InlineData("* /a  auth: jwt  guards: IsStaff  → Shop.A.Get", "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\npost /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved * /a GET /b, Moved * /a post /b")]
    [InlineData("get /a  auth: jwt  guards: IsStaff  → Shop.A.Get", "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved get /a GET /b, Weaker get /a POST /b")]
    [InlineData(A, "GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.Other.Add", "Moved GET /a GET /b, Unrecorded  POST /b")]
    [InlineData(A, "POST /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nGET /c  auth: jwt  guards: IsStaff  → Shop.Other.Get", "Moved GET /a POST /b, Unrecorded  GET /c")]
    [InlineData(A + "\n" + Other, Other + "\nGET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get", "Moved GET /a GET /b, Weaker GET /a POST /b")]
    [InlineData("GET /b  auth: none  guards: AllowAny  → Shop.A.Get\n" + A, "GET /c  auth: jwt  guards: IsAuthenticated  → Shop.A.Get", "Weaker GET /a GET /c")]
    [InlineData(Hosts, Hosts, "")]
    [InlineData(Hosts, HostA + "\nGET /a  auth: jwt  guards: IsAuthenticated  options: host: \"b.example\"  → Shop.A.Other", "Weaker GET /a GET /a")]
    public void Each_difference_is_said_once(string recorded, string current, string expected) => Assert.Equal(expected, Find(recorded, current));

    [Fact]
    public void A_method_that_a_move_brings_along_is_the_reason() => Assert.Equal(
        ["POST was added to GET"],
        SurfaceDifference.Find(Read(A), Read("GET /b  auth: jwt  guards: IsStaff  → Shop.A.Get\nPOST /b  auth: jwt  guards: IsStaff  → Shop.A.Get")).Single(static d => d.Kind == SurfaceDifferenceKind.Weaker).Change!.Reasons);

    private static string Find(string recorded, string current) =>
        string.Join(", ", SurfaceDifference.Find(Read(recorded), Read(current)).Select(static d => $"{d.Kind} {d.Recorded?.Route} {d.Current?.Route}"));

    private static SurfaceLine[] Read(string lines) => [.. lines.Split('\n').Where(static l => l.Length > 0).Select(static l => SurfaceLine.Parse(l, out _)!)];
}
