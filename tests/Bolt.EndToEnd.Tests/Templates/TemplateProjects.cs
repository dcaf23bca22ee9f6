using System.Text;

namespace Bolt.EndToEnd.Tests.Templates;

/// <summary>
/// Every combination of the packed templates, built once as one solution. <c>bolt-api --tests</c> is made by <see cref="TourTests"/>, as its page says.
/// </summary>
public sealed class TemplateProjects(Package package) : IAsyncLifetime
{
    /// <summary>A project of <c>bolt-api</c> as it is, with what the other templates add.</summary>
    public string Plain => Path.Combine(Folder, "Plain");

    /// <summary>A project whose name is no identifier; for the JIT.</summary>
    public string Jit => Path.Combine(Folder, "my-shop");

    /// <summary>A solution with tests; for the JIT.</summary>
    public string Tested => Path.Combine(Folder, "Acme.Store");

    /// <summary>What the build of all of them said.</summary>
    public string Output { get; private set; } = "";

    private string Folder => Path.Combine(package.Directory, "templates");

    public async ValueTask InitializeAsync()
    {
        await package.Ready;
        Directory.CreateDirectory(Folder);
        await package.InstallTemplates();
        await package.New(Folder, "bolt-api", "-o", "Plain");
        await package.New(Folder, "bolt-api", "-o", "my-shop", "--no-aot", "--no-restore");
        await package.New(Folder, "bolt-api", "-o", "Acme.Store", "--tests", "--no-aot", "--no-restore");
        await package.New(Plain, "bolt-routes", "-n", "PurchaseOrders");
        await package.New(Plain, "bolt-guard", "-n", "OfficeHours", "--namespace", "Plain.Guards");
        await package.New(Plain, "bolt-tokens");
        await UseThem();

        var solution = Path.Combine(Folder, "All.slnx");
        var projects = Directory.EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories).Select(static p => $"<Project Path=\"{p}\" />");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(projects)}</Solution>");
        Output = await Cli.Must(Folder, "build", solution);
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>What a developer does with new files: registers, names, records.</summary>
    private async Task UseThem()
    {
        var program = Path.Combine(Plain, "Program.cs");
        var text = await File.ReadAllTextAsync(program);
        await File.WriteAllTextAsync(program, text.Replace(".AddJwt();", ".AddJwt().AddTokens().AddSessions().AddApiKeys(o => o.Keys.Add(new ApiKey(\"robot\", ApiKey.Hash(Guid.NewGuid().ToString()))));", StringComparison.Ordinal).Replace(
            "app.Run();",
            """
            app.Services.GetRequiredService<Accounts>().Add(new Account("1", "ada", IsStaff: false, IsSuperuser: false) { Permissions = ["notes.add", "purchase-orders.read"] }, "ada-password");
            app.Run();

            public static class Desk
            {
                [BoltGet("/desk", Auth = [typeof(JwtAuthentication)], Guards = [typeof(Plain.Guards.OfficeHours)])]
                public static string Get() => "";

                [BoltGet("/either", Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(AllowAny)])]
                public static string Either(AuthContext? auth, Shift shift = Shift.Early) => auth?.UserId ?? shift.ToString();

                [BoltPost("/upload", Auth = [typeof(SessionAuthentication)]), HasAnyPermission("files.add", "files.replace")]
                public static string Upload(IFormFile file, [Microsoft.AspNetCore.Mvc.FromForm] string? note) => file.Name + note;
            }

            /// <summary>No context of JSON's names it.</summary>
            public enum Shift { Early, Late }
            """,
            StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(Plain, "BoltSurface.txt"),
            """
            # Bolt surface 1
            POST /auth/logout  auth: jwt  guards: IsAuthenticated  → Plain.Tokens.SignOut
            POST /auth/refresh  auth: none  guards: AllowAny  → Plain.Tokens.Refresh
            POST /auth/token  auth: none  guards: AllowAny  → Plain.Tokens.SignIn
            GET /desk  auth: jwt  guards: Plain.Guards.OfficeHours!id  → Desk.Get
            GET /either  auth: jwt, api_key  guards: AllowAny  → Desk.Either
            GET /health  auth: none  guards: AllowAny  → Plain.Health.Get
            GET /notes  auth: jwt  guards: IsAuthenticated  → Plain.Notes.List
            POST /notes  auth: jwt  guards: HasPermission("notes.add")  → Plain.Notes.Add
            GET /purchase-orders  auth: jwt  guards: HasPermission("purchase-orders.read")  → Plain.PurchaseOrders.List
            DELETE /purchase-orders/{id:int}  auth: jwt  guards: HasPermission("purchase-orders.delete")  → Plain.PurchaseOrders.Delete
            GET /purchase-orders/{id:int}  auth: jwt  guards: HasPermission("purchase-orders.read")  → Plain.PurchaseOrders.Find
            POST /upload  auth: session  guards: HasAnyPermission("files.add", "files.replace")  → Desk.Upload

            """,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
