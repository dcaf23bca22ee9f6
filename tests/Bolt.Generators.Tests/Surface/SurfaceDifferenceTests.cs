using System.Linq;
using Bolt.Shared;
using Xunit;

namespace Bolt.Generators.Tests.Surface;

public sealed class SurfaceDifferenceTests
{
    private const string A = "GET /a  auth: jwt  guards: IsStaff  → Shop.A.Get";

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
    public void Each_difference_is_said_once(string recorded, string current, string expected) => Assert.Equal(expected, Find(recorded, current));

    private static string Find(string recorded, string current) =>
        string.Join(", ", SurfaceDifference.Find(Read(recorded), Read(current)).Select(static d => $"{d.Kind} {d.Recorded?.Route} {d.Current?.Route}"));

    private static SurfaceLine[] Read(string lines) => [.. lines.Split('\n').Where(static l => l.Length > 0).Select(static l => SurfaceLine.Parse(l, out _)!)];
}
