using System.Security.Cryptography;

namespace QuickStart;

/// <summary>
/// Makes a signing secret on the first start in Development and keeps it beside the project, out of the repository. Anywhere else the
/// secret comes from configuration (<c>Bolt:Jwt:Secret</c>), and Bolt does not start without one.
/// </summary>
internal static class DevelopmentSecret
{
    public static void Use(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || !string.IsNullOrEmpty(builder.Configuration["Bolt:Jwt:Secret"]))
        {
            return;
        }

        var file = Path.Combine(builder.Environment.ContentRootPath, ".development-secret");
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(file, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        }

        builder.Configuration.AddInMemoryCollection([new("Bolt:Jwt:Secret", File.ReadAllText(file).Trim())]);
    }
}
