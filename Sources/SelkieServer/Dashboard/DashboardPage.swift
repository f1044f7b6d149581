/// The page's frame; the script fills it.
enum DashboardPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Selkie</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="dashboard.css">
        <script src="dashboard.js" defer></script>
        </head>
        <body>
        <a class="skip" href="#ask">To the question</a>
        <header>
        <h1>Selkie <span id="model"></span></h1>
        <p class="muted">Whoever may ask here may be answered from all that was learned here.</p>
        <p id="trouble" role="alert" hidden></p>
        <form id="key-form" hidden>
        <label for="key">Key</label>
        <input id="key" type="password" autocomplete="current-password">
        <button>Use it</button>
        </form>
        </header>
        <main>
        <section aria-labelledby="ask-title" id="ask">
        <h2 id="ask-title">Ask</h2>
        <form id="ask-form">
        <label for="question">Question</label>
        <div class="line"><input id="question" required autocomplete="off"><button>Ask</button></div>
        </form>
        <div id="answer" aria-live="polite"></div>
        </section>
        <section aria-labelledby="sources-title">
        <h2 id="sources-title">What it knows</h2>
        <div class="scroll"><table id="sources">
        <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Passages</th>
        <th scope="col">Trust</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
        <tbody></tbody></table></div>
        <form id="add-form">
        <h3>Add something</h3>
        <label for="file">A file</label>
        <input id="file" type="file">
        <label for="name">or a text under a name</label>
        <input id="name" placeholder="handbook.md" autocomplete="off">
        <label for="text" class="hidden">Text</label>
        <textarea id="text" rows="3" placeholder="The text"></textarea>
        <button>Add</button>
        </form>
        </section>
        <section aria-labelledby="lessons-title">
        <h2 id="lessons-title">Lessons to decide over</h2>
        <ul id="lessons" class="cards"></ul>
        </section>
        <section aria-labelledby="learning-title">
        <h2 id="learning-title">Learning</h2>
        <p id="learning" aria-live="polite"></p>
        <progress id="progress" max="1" value="0" aria-label="How far the update is" hidden></progress>
        <p><button id="run" type="button">Learn now</button> <button id="stop" type="button">Stop</button></p>
        <form id="learning-form" class="grid">
        <label>Lessons <select id="mode"><option value="off">are not taken</option>
        <option value="manual">wait for a decision</option><option value="auto">are approved as they come</option>
        </select></label>
        <label>Window opens <input id="opens" type="time"></label>
        <label>Window closes <input id="closes" type="time"></label>
        <label>Quiet minutes before <input id="idle" type="number" min="0" max="1440"></label>
        <label>Minutes at most <input id="budget" type="number" min="1" max="1440"></label>
        <label>Days that questions are kept <input id="kept" type="number" min="0" max="36500"></label>
        <button>Keep</button>
        </form>
        </section>
        <section aria-labelledby="versions-title">
        <h2 id="versions-title">Versions of what is in weights</h2>
        <div id="chart"></div>
        <div class="scroll"><table id="versions">
        <thead><tr><th scope="col">Version</th><th scope="col">When</th><th scope="col">State</th>
        <th scope="col">Taught</th><th scope="col">General</th><th scope="col">Size</th>
        <th scope="col"><span class="hidden">Actions</span></th></tr></thead>
        <tbody></tbody></table></div>
        </section>
        </main>
        </body>
        </html>
        """
}
