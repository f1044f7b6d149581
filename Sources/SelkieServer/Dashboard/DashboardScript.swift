/// The page's script: it asks the server's routes and shows what they say, never as markup.
enum DashboardScript {
    static let code = #"""
        'use strict';
        const $ = (id) => document.getElementById(id);

        function element(name, text, attributes = {}) {
          const made = document.createElement(name);
          if (text !== undefined && text !== null) made.textContent = text;
          for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
          return made;
        }

        function button(text, action) {
          const made = element('button', text, {type: 'button'});
          made.addEventListener('click', () => attempt(action));
          return made;
        }

        async function call(method, path, body) {
          const headers = {};
          const key = sessionStorage.getItem('key');
          if (key) headers.Authorization = 'Bearer ' + key;
          const options = {method, headers};
          if (body instanceof FormData) options.body = body;
          else if (body !== undefined) {
            headers['Content-Type'] = 'application/json';
            options.body = JSON.stringify(body);
          }
          const response = await fetch(path, options);
          const text = await response.text();
          const value = text ? JSON.parse(text) : {};
          if (response.status === 401) $('key-form').hidden = false;
          if (!response.ok) throw new Error(value.error ? value.error.message : response.statusText);
          return value;
        }

        async function attempt(action) {
          try {
            $('trouble').hidden = true;
            await action();
          } catch (error) {
            $('trouble').textContent = error.message;
            $('trouble').hidden = false;
          }
        }

        async function ask(question) {
          $('answer').replaceChildren(element('p', '…', {class: 'muted'}));
          const reply = await call('POST', 'v1/chat/completions', {
            model: 'selkie', messages: [{role: 'user', content: question}]});
          show(reply, question);
        }

        const routes = {bare: 'The bare model answered: ', text: 'Read: ', weights: 'From memory: ', both: ''};

        function show(reply, question) {
          const card = element('div', null, {class: 'card'});
          card.append(element('p', reply.choices[0].message.content || '(nothing)'));
          const told = reply.selkie;
          const version = told.version === null ? '' : `, version ${told.version}`;
          card.append(element('p', routes[told.route] + told.reason + version, {class: 'muted'}));
          for (const citation of told.citations) {
            const details = element('details');
            const place = [citation.heading, citation.page && `page ${citation.page}`].filter(Boolean).join(', ');
            details.append(element('summary', `[${citation.number}] ${citation.title}${place ? ', ' + place : ''}`));
            details.append(element('blockquote', citation.text));
            card.append(details);
          }
          const say = (metric, value, done) => call('POST', 'v1/feedback', {
            inference_id: reply.id, metric_name: metric, value}).then(() => {
              card.append(element('p', done, {class: 'muted', role: 'status'}));
              return refresh();
            });
          const rate = element('p');
          rate.append(button('Right', () => say('helpful', true, 'Noted.')), ' ',
            button('Wrong', () => say('helpful', false, 'Noted.')));
          card.append(rate);
          const form = element('form', null, {class: 'line'});
          const label = element('label', 'The right answer', {for: 'right', class: 'hidden'});
          const input = element('input', null, {id: 'right', placeholder: 'The right answer', autocomplete: 'off'});
          form.append(label, input, element('button', 'Correct it'));
          form.addEventListener('submit', (event) => {
            event.preventDefault();
            if (input.value.trim()) attempt(() => say('demonstration', input.value.trim(),
              'A lesson waits for a decision below.'));
          });
          card.append(form);
          $('answer').replaceChildren(card);
        }

        function rows(table, items, cells, empty) {
          const body = $(table).tBodies[0];
          body.replaceChildren(...items.map((item) => {
            const row = element('tr');
            for (const cell of cells(item)) {
              const made = element('td');
              made.append(...[cell].flat());
              row.append(made);
            }
            return row;
          }));
          if (!items.length) {
            const row = element('tr');
            row.append(element('td', empty, {colspan: '7', class: 'muted empty'}));
            body.append(row);
          }
        }

        function sources(list) {
          rows('sources', list, (source) => {
            const trust = element('select', null, {'aria-label': `Trust of ${source.title}`});
            for (const kind of ['trusted', 'untrusted', 'quarantined']) {
              const option = element('option', kind);
              option.selected = kind === source.trust;
              trust.append(option);
            }
            trust.addEventListener('change', () => attempt(async () => {
              await call('POST', `v1/sources/${source.id}/trust`, {trust: trust.value});
              await refresh();
            }));
            const forget = button('Forget', async () => {
              const plan = await call('DELETE', `v1/sources/${source.id}?dry_run=true`);
              const gone = [`${plan.passages} passages`, `${plan.adapters.length} adapters`,
                `${plan.runs.length + plan.unfinished} runs`, `${plan.interactions} answers`].join(', ');
              if (!window.confirm(`Forget ${source.title} for good: ${gone}?`)) return;
              await call('DELETE', `v1/sources/${source.id}`);
              await refresh();
            });
            forget.setAttribute('aria-label', `Forget ${source.title}`);
            const name = [element('strong', source.title), element('br'),
              element('span', source.file.replace(/^given:/, ''), {class: 'muted'})];
            return [name, source.state, `${source.learned} of ${source.passages} in weights`, trust, forget];
          }, 'Nothing yet.');
        }

        function lessons(list) {
          $('lessons').replaceChildren(...list.map((lesson) => {
            const card = element('li', null, {class: 'card'});
            card.append(element('p', lesson.question, {class: 'muted'}), element('p', lesson.answer));
            const from = lesson.origin === 'demonstration' ? 'corrects an answer' : 'was sent';
            const user = lesson.user ? ` by ${lesson.user}` : '';
            card.append(element('p', `It ${from}${user}, ${lesson.created.slice(0, 10)}.`, {class: 'muted'}));
            if (lesson.contradicts.length)
              card.append(element('p', `Contradicts: ${lesson.contradicts.join('; ')}`));
            const decide = (word) => async () => {
              await call('POST', `v1/learning/pending/${lesson.id}/${word}`);
              await refresh();
            };
            card.append(button('Approve', decide('approve')), ' ', button('Reject', decide('reject')));
            return card;
          }));
          if (!list.length) $('lessons').append(element('li', 'None waits.', {class: 'muted'}));
        }

        function time(text) { return new Date(text).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'}); }

        function learning(status, fills) {
          const parts = [];
          if (status.is_running) parts.push(status.progress ? status.progress.stage : 'An update is under way.');
          else if (status.result) {
            const ways = {ended: 'ended', stopped: 'was stopped', failed: 'failed'};
            parts.push(`The last update ${ways[status.result]} ${time(status.ended)}.`, status.problem || '');
          }
          const waiting = status.waiting_passages;
          parts.push(waiting === 1 ? '1 passage waits to be taught.' : `${waiting} passages wait to be taught.`);
          if (status.next_window) parts.push(`The window opens ${time(status.next_window)}.`);
          $('learning').textContent = parts.filter(Boolean).join(' ');
          $('run').disabled = status.is_running || !status.waiting_passages;
          $('stop').disabled = !status.is_running;
          $('progress').hidden = !status.is_running;
          const share = status.progress && status.progress.share;
          if (share === null || share === undefined) $('progress').removeAttribute('value');
          else $('progress').value = share;
          if (!fills) return;
          $('mode').value = status.mode;
          $('opens').value = status.opens || '';
          $('closes').value = status.closes || '';
          $('idle').value = status.idle_minutes;
          $('budget').value = status.budget_minutes ?? '';
          $('kept').value = status.kept_days ?? '';
        }

        const pair = (answers) => answers ? `${answers.before} → ${answers.after} of ${answers.questions}` : '–';

        function versions(list) {
          rows('versions', list, (version) => {
            const verdict = version.verdict || {};
            const why = (verdict.objections || []).join(', ');
            const promote = version.state === 'kept' ? button('Let it answer', async () => {
              await call('POST', `v1/versions/${version.id}/promote`);
              await refresh();
            }) : '';
            return [String(version.id), time(version.created), version.state + (why ? `: ${why}` : ''),
              pair(verdict.new), pair(verdict.general), `${(version.bytes / 1e6).toFixed(1)} MB`, promote];
          }, 'None yet: what was added is answered from its text.');
          chart(list.filter((version) => version.verdict && version.verdict.new && version.verdict.new.questions).reverse());
        }

        // What was answered of what was taught, with the 95 % interval after Wilson.
        function chart(list) {
          if (list.length < 2) return $('chart').replaceChildren();
          const made = (name, attributes, text) => {
            const node = document.createElementNS('http://www.w3.org/2000/svg', name);
            for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
            if (text) node.textContent = text;
            return node;
          };
          const [width, height] = [640, 180];
          const x = (place) => 40 + (width - 60) * (place + 0.5) / list.length;
          const y = (share) => 15 + (height - 45) * (1 - share);
          const title = 'Share of what was taught that each version answers';
          const svg = made('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title});
          for (const share of [0, 0.5, 1]) {
            svg.append(made('line', {class: 'axis', x1: 40, x2: width - 20, y1: y(share), y2: y(share)}),
              made('text', {x: 4, y: y(share) + 4}, `${share * 100} %`));
          }
          list.forEach((version, place) => {
            const {after, questions: n} = version.verdict.new;
            const [p, z] = [after / n, 1.96];
            const middle = (p + z * z / (2 * n)) / (1 + z * z / n);
            const half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
            svg.append(
              made('line', {class: 'spread', x1: x(place), x2: x(place), y1: y(middle - half), y2: y(middle + half)}),
              made('circle', {class: version.state === 'refused' ? 'dot refused' : 'dot', cx: x(place), cy: y(p), r: 5}),
              made('text', {x: x(place) - 4, y: height - 8}, String(version.id)));
          });
          $('chart').replaceChildren(element('p', title + ', with 95 % intervals.', {class: 'muted'}), svg);
        }

        async function refresh(fills = false) {
          const [models, known, pending, status, all] = await Promise.all([
            call('GET', 'v1/models'), call('GET', 'v1/sources'), call('GET', 'v1/learning/pending'),
            call('GET', 'v1/learning'), call('GET', 'v1/versions')]);
          const base = models.data.find((model) => model.parent === null);
          $('model').textContent = base ? `on ${base.id}` : '';
          sources(known.sources);
          lessons(pending.lessons);
          learning(status, fills);
          versions(all.versions);
        }

        function onSubmit(form, action) {
          $(form).addEventListener('submit', (event) => {
            event.preventDefault();
            attempt(action);
          });
        }

        onSubmit('key-form', async () => {
          sessionStorage.setItem('key', $('key').value);
          await refresh(true);
          $('key-form').hidden = true;
        });
        onSubmit('ask-form', () => ask($('question').value.trim()));
        onSubmit('add-form', async () => {
          const file = $('file').files[0];
          if (file) {
            const form = new FormData();
            form.append('purpose', 'fine-tune');
            form.append('file', file, file.name);
            await call('POST', 'v1/files', form);
          } else {
            await call('POST', 'v1/sources', {name: $('name').value.trim() || 'note.md', text: $('text').value});
          }
          $('add-form').reset();
          await refresh();
        });
        onSubmit('learning-form', async () => {
          const number = (id) => $(id).value === '' ? null : Number($(id).value);
          await call('POST', 'v1/learning', {
            mode: $('mode').value, opens: $('opens').value || null, closes: $('closes').value || null,
            idle_minutes: number('idle'), budget_minutes: number('budget'), kept_days: number('kept')});
          await refresh(true);
        });
        $('run').addEventListener('click', () => attempt(async () => {
          await call('POST', 'v1/learning/run', {});
          await refresh();
        }));
        $('stop').addEventListener('click', () => attempt(async () => {
          await call('POST', 'v1/learning/stop');
          await refresh();
        }));

        let wasRunning = false;
        async function watch() {
          try {
            const status = await call('GET', 'v1/learning');
            learning(status, false);
            if (wasRunning && !status.is_running) await refresh();
            wasRunning = status.is_running;
          } catch { /* It is told when somebody does something. */ }
          setTimeout(watch, wasRunning ? 1000 : 5000);
        }
        attempt(() => refresh(true)).then(watch);
        """#
}
